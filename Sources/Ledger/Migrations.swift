import GRDB

/// The numbered migrations, each tested from every older schema.
enum Migrations {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("001 spine") { database in
            try database.execute(sql: Schema.version1)
            for name in ReservedName.allCases {
                try database.execute(sql: "INSERT INTO name (id, text) VALUES (?, ?)", arguments: [name.rawValue, name.text])
            }
            try database.execute(sql: Schema.views1)
        }
        migrator.registerMigration("002 loop") { database in
            try database.execute(sql: Schema.version2)
            try database.execute(sql: Schema.views2)
        }
        migrator.registerMigration("003 fleet") { database in
            try database.execute(sql: Schema.version3)
            try database.execute(sql: Schema.views3)
        }
        migrator.registerMigration("004 batch") { try $0.execute(sql: Schema.version4) }
        migrator.registerMigration("005 probe") { try $0.execute(sql: Schema.probe) }
        migrator.registerMigration("006 comparison") { try $0.execute(sql: Schema.comparison) }
        migrator.registerMigration("007 choices") { database in
            try database.execute(sql: Schema.version7)
            try database.execute(sql: Schema.views7)
        }
        return migrator
    }
}
