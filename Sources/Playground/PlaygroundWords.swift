/// The words the playground's model knows, by word class, in the order of their token ids.
///
/// Plain English of our own choosing; the built-in corpus uses no other word. A word that could be of two classes stands in one.
enum PlaygroundWords {
    static let function: String = """
        a about after again all also always an and are at be because before both but can do does down enough every for from has
        have he her here how i if in into is it its many me much my near never no not of often on one only or other our out
        outside over own she should so some soon that the their them then there they this three to together too two until us
        very we what when where who why with without yes you your
        """

    static let verbs: String = """
        add ask asks become becomes begin begins buy carries change changes close come comes compare cook describe drink eat
        explain fall falls feel find finds fly give gives go goes grow grows help helps keep keeps know knows learn like likes
        listen listens live lives look looks made make makes mix move moves name need needs open opens paint play put read rest
        say see share show shows sing sleep speak stay stop take takes tell tells use wait waits walk want wants wash work works
        write writes
        """

    static let modifiers: String = """
        afraid best better big blue bright clean clear cold cool dark dry early far fast first fresh full good green happy hard
        high hot important light little long loud new old quiet red sad safe same short simple slowly small strong sweet useful
        warm well white young
        """

    static let nouns: String = """
        air animal animals answer apple bee bees bird birds boat body book books bread bridge car care cars cat child children
        city cloud color colors cow cows cup day days doctor dog dogs egg end evening eyes family farm farmer field fire fish
        flour flower flowers food forest friend friends fruit garden glass hand head heart heat home horse horses house houses
        idea ideas kitchen lake land leaves letter letters life line machine map market meal milk mistakes money moon morning
        mountain music night page paper part parts people person picture place places plan plans plant plants question questions
        rain rice river road roads room salt sea season seed shop sky snow song sound soup spring star stone stories story
        summer sun table tea teacher thing things time tool top train trains tree trees village wall water way week wind window
        windows winter wood words worker world writer year
        """
}
