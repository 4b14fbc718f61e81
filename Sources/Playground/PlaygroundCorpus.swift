/// The text the playground's initial weights are counted from: one pair of prompt and answer a line, written for this purpose.
///
/// It is far too small to teach a model anything but which word may follow which, and that is all it has to do.
enum PlaygroundCorpus {
    struct Pair {
        var prompt: String
        var answer: String
    }

    static func pairs() -> [Pair] {
        var pairs: [Pair] = []
        for line in text.utf8.split(separator: UInt8(ascii: "\n")) {
            let sides = line.split(separator: UInt8(ascii: "|"))
            pairs.append(Pair(prompt: String(decoding: sides[0], as: UTF8.self), answer: String(decoding: sides[1], as: UTF8.self)))
        }
        return pairs
    }

    private static let text: String = """
        what is a dog? | a dog is an animal that lives with people and helps them at home.
        what is a cat? | a cat is a small animal that likes to sleep in the day and play at night.
        what is a bird? | a bird is a small animal that makes its home in a tree.
        what is a horse? | a horse is a big, strong animal that carries people over long roads.
        what is a fish? | a fish is an animal that lives in the sea, in a lake or in a river.
        what is a cow? | a cow is a big animal on a farm. it gives us milk every day.
        what is a bee? | a bee is a very small animal that moves from flower to flower.
        what does a bee do? | a bee takes sweet food from the flowers and helps the fruit to grow.
        what is a tree? | a tree is a big plant with a strong body of wood and many green leaves.
        what does a tree need? | a tree needs light, air and water. it also needs time, because it grows slowly.
        what is a flower? | a flower is the bright part of a plant. after the flower comes the fruit.
        how do i plant a seed? | put the seed into the land, give it some water and wait until it grows.
        how does a garden grow? | a garden grows with sun, rain and work. look at it every morning.
        why are leaves green? | the leaves are green because they use the light of the sun to make food for the tree.
        why do leaves fall? | in the cold season the tree needs rest, so the leaves become red and fall.
        what is rain? | rain is water that falls from the sky. it helps the plants and comes to the river.
        what is snow? | snow is cold water that falls slowly from the sky in winter and makes the world white and quiet.
        what is a cloud? | a cloud is made of very small water that the wind carries over the land.
        what is the wind? | the wind is air that moves. a strong wind can move a boat over the sea.
        what is the sun? | the sun is a big, hot star. it gives light and heat to the world every day.
        what is the moon? | the moon is a cold world of stone that shows us the light of the sun at night.
        what is a star? | a star is a sun that is very far from here, so it looks small at night.
        why is the sky blue? | the sky is blue because the air gives the blue part of the light to our eyes.
        why is the sea important? | the sea is important because it gives us food, rain and a way to other places.
        where does a river begin? | a river begins small on the mountain and goes down to the sea.
        what is a lake? | a lake is a quiet place full of water, with land and trees near it.
        what is a mountain? | a mountain is a very high part of the land. it is often cold and full of snow.
        what is a forest? | a forest is a big place full of trees, where many animals live.
        describe the winter. | winter is the cold season. the day is short, the night is long and the snow is white.
        describe the summer. | summer is the warm season. the days are long, the fruit is sweet and the children play outside.
        describe the spring. | in spring the days become warm, the snow goes and the first flowers open.
        describe the morning. | in the morning the light comes slowly over the mountain, the birds sing and the day begins.
        describe the night. | at night the city is dark and quiet. the moon is high and the people sleep.
        describe the rain. | the sky becomes dark, the wind is loud and the rain falls hard on the house.
        describe a garden. | it is a small green place with flowers, fruit and a table near the old tree.
        describe a village. | the village is small and old. there is one road, one shop and an old farm near the bridge.
        describe a city. | a city is a big place with many people, many houses and loud roads full of cars.
        describe your room. | the room is small and bright. there is a table near the window and a book on it.
        describe a good friend. | a good friend listens well, helps when life is hard and always tells you what you need to know.
        describe a good teacher. | a good teacher asks simple questions, listens to every child and shows one thing at a time.
        describe a farm. | on a farm there are cows, horses and a dog. the farmer begins to work early.
        how do i make tea? | first make the water hot. then put the tea into the cup and wait a little.
        how do i make soup? | cook fresh food slowly in hot water and add a little salt.
        how do i make bread? | mix water, salt and flour, wait a long time and put the bread over the fire.
        how do i cook an egg? | put the egg into hot water. then take it out and wait until it is cool.
        how do i cook rice? | wash the rice first, add water and a little salt, and cook it slowly.
        what is a good meal? | a good meal is fresh and simple: bread, soup, fruit and time with your family.
        what should i eat in the morning? | eat some bread with an egg and an apple, and drink a cup of tea or milk.
        why is fruit good for us? | fruit is good for your body because it is fresh, sweet and full of water.
        why should i drink water? | your body needs water to work well. drink some water before and after every meal.
        why do we need salt? | the body needs a little salt, but too much salt is not good for the heart.
        how do i keep food fresh? | keep the food in a cool, dry and dark place, and eat the old things first.
        how do i stay well? | eat fresh food, walk every day, sleep enough and see your friends often.
        why do we sleep? | we sleep because the body and the head need rest. after a good night we learn better.
        how can i sleep well? | rest early, keep the room dark and cool, and do not work at night.
        what does a doctor do? | a doctor helps people who do not feel well. she asks questions, looks and listens.
        what does a teacher do? | a teacher helps children to read, to write and to ask well.
        what does a farmer do? | a farmer works in the field, keeps animals and carries food to the market.
        what does a worker do? | a worker makes things, carries stone and wood, and comes home in the evening.
        what does a writer do? | a writer looks at people and writes a story in simple words.
        how do i learn new words? | learn some words every day, speak with people and do not be afraid.
        how do i learn to write? | read good books, write a page every day and ask a friend what is not clear.
        how can i learn fast? | take a little time, rest often and explain every new idea to a friend in your own words.
        why should children read? | children should read because a book shows them other people, other places and new ideas.
        what is a book? | a book is a long story or many ideas on paper. a good book is like a friend.
        what is a story? | a story tells what people do, what they want and how they change.
        what is a song? | a song is a short story with music. people sing it together when they are happy or sad.
        what is music? | music is sound in time. it can make you happy, and it can help you to rest.
        how do i learn music? | play a little every day. begin slowly, listen well and play the same song again and again.
        tell me a story about a dog. | there is an old dog who lives near the sea. every evening he goes to the boat and waits for a friend.
        tell me a story about a cat. | a small cat lives in a shop. at night she keeps the bread safe, and in the morning she wants to rest.
        tell me a story about a bird. | a young bird is afraid of the wind. one morning the wind is quiet, and she can fly.
        tell me a story about a horse. | there is a horse who carries letters over the mountain. people are happy to see it.
        tell me a story about a child. | there is a child who asks many questions. in the end she becomes a good teacher.
        tell me a story about a farmer. | an old farmer has one apple tree. he gives an apple to every child who asks.
        tell me a story about the moon. | one night the moon is sad because people sleep. then a child opens the window and looks at her.
        tell me a story about a boat. | a small boat wants to see the world. it goes down the river and finds the sea.
        tell me a story about a bridge. | two friends make a bridge together. after that they share bread and music.
        tell me a story about a teacher. | a young teacher has no books, so the children write their own story, one page every day.
        tell me a story about winter. | in a long winter a family keeps a fire in the kitchen, and all the people come to share it.
        why is work important? | work gives people food and a home, and good work also gives them a way to begin the day.
        how do i find work? | write down what you can do well, ask people you know and do not stop too soon.
        how do i plan my day? | write a short plan in the morning. do the hard thing first and rest after it.
        how can i keep my money? | buy only what you need, cook at home and keep a little money every week.
        how do i buy a good house? | look at it in the day and at night, ask many questions and do not buy too fast.
        how do i find a good tool? | a good tool is simple and strong. take it in your hand before you buy it.
        what is money? | money is a way to share work. you give your time and buy the things you need.
        what is a market? | a market is a place where people buy food, animals and other things.
        what is a machine? | a machine is a thing that does a part of our work. it needs care and a good plan.
        what is a map? | a map is a small picture of the land. it shows the roads, the river and the places.
        what is a bridge? | a bridge is a road over water. people make it from wood or stone.
        what is a window? | a window is a part of the house where light and fresh air come in.
        what is glass? | glass is made from stone and heat. it is hard and clear, so light can go in and out.
        what is wood? | wood comes from trees. people use it to make a house, a table, a boat and fire.
        what is paper? | paper is made from wood and water. we write letters and books on it.
        what is fire? | fire is heat and light. it is useful in the kitchen, but it is never safe without care.
        how do i make a fire? | use dry wood and some paper, begin small and keep water near you.
        what is a train? | a train is a long machine that carries many people from city to city.
        how do i find my way? | take a map, some clean things and enough time. speak with the people on the way.
        should i take the train or the car? | take the train if you want to rest or read. take the car if the place is far from a city.
        what is a friend? | a friend is a person who knows you well and likes you when you are sad.
        how do i find new friends? | go to places where people do what you like, ask questions and listen to the answer.
        how can i help a sad friend? | stay near your friend, listen and do not speak too much. make a warm meal together.
        what is a family? | a family is a home where people share food, work and time.
        how do i ask a good question? | say what you know, what you need and why. a short question often finds the best answer.
        how do i explain a hard idea? | begin with a simple picture, use short words and show one thing after the other.
        how do i make a good plan? | begin with the end, write it down and ask who can help with them.
        why do people tell stories? | people tell stories to share what they know and what they feel.
        why do plans change? | plans change because the world changes, and a good plan has room for that.
        why are mistakes useful? | mistakes are useful because they show what you do not know. every good worker makes some.
        why is time important? | time is important because you can not buy it. use it for people and work you like.
        why is the old house cold? | the windows are old and the wind comes in, so the heat of the fire goes out.
        why do birds sing? | birds sing in the morning to find a friend and to say that this tree is their home.
        why do dogs like people? | dogs and people work together for a very long time, so a dog knows us well.
        why do we need bees? | without bees many plants can not make fruit, and we have no fruit.
        why is the city loud? | the city is loud because many people, cars and trains move at the same time.
        compare a dog and a cat. | a dog likes to be with people all day. a cat likes a quiet place and comes when it wants.
        compare winter and summer. | winter is cold, dark and quiet. summer is warm, bright and loud, and both are good.
        compare the city and the village. | the city is fast and full of people. the village is quiet and small, but the shop is far.
        compare tea and milk. | tea is hot and clear. milk is cool, white and a little sweet.
        compare a book and a song. | a book takes a long time and needs a quiet place. a song is short and many people can share it.
        compare a river and a lake. | a river moves and changes every day. a lake is quiet and looks like the sky.
        name three animals. | a dog, a horse and a bird. the bird is the only one that can fly.
        name three things to eat. | bread, rice and fruit. all of them come from plants.
        name three things in a kitchen. | a table, a fire and a cup of tea on the table.
        name three parts of the year. | spring, summer and winter. the first flowers come with the spring.
        name two colors. | red and blue. the sky is blue and the apple is red.
        is it good to walk every day? | yes, it is. a short walk helps the heart, the head and the eyes.
        is the river safe? | not always. the water can be fast and cold, so ask a person who knows the place.
        can a fish live on land? | no, it can not. a fish needs water because it takes its air from the water.
        can i learn to paint? | yes, you can. begin with one color, look at simple things and paint every week.
        how do i paint a wall? | clean the wall first, wait until it is dry and paint slowly from the top down.
        how do i clean a window? | use warm water and dry paper. do it slowly and begin at the top.
        how do i wash a car? | use warm water and your hand. begin at the top and do not wash it in the sun.
        how do i keep warm in winter? | walk a little, eat warm soup, close the windows and share a room with your family.
        how do i keep cool in summer? | drink water, do not stay in the sun, and open the windows only at night.
        write a short letter to a friend. | my friend, the spring is here and the garden is green. come and see us soon.
        write a line about the sea. | the sea is never the same, and it is always there when we come home.
        write a line about the rain. | the rain falls slowly on the window, and the house is warm and quiet.
        write a line about home. | home is the place where a person waits with a light in the window.
        give me an idea for the evening. | cook a simple meal, read a page and listen to the rain.
        how can i work better? | do one thing at a time, ask early when a thing is not clear, and rest when the day is long.
        explain how a boat moves. | the wind or a machine moves the boat, and the water carries it.
        explain how a seed becomes a tree. | the seed needs water and opens. it grows slowly, and after a long time there is a tree.
        explain how bread is made. | mix flour and water, wait until it grows, and put it over the fire.
        explain how a letter moves. | a worker takes the letter to a train, and the train carries it to the city.
        explain why we share food. | we share food because it shows care. a meal with a friend is better for the heart.
        """
}
