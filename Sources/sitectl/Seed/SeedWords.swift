/// What made-up texts are made of.
enum SeedWords {
    static let names = [
        "Ada", "Bela", "Chidi", "Dana", "Emeka", "Farah", "Goran", "Hana", "Ines", "Jonas", "Kofi", "Lena", "Mei",
        "Nils",
        "Olga", "Paul", "Quinn", "Rosa", "Sami", "Tove", "Uma", "Vera", "Wim", "Xenia", "Yusuf", "Zora",
    ]
    static let tags = [
        "garden", "bicycle", "kitchen", "library", "music", "swift", "linux", "repair", "travel", "books", "history",
        "weather", "chess", "film", "radio", "trains", "maps", "bread", "birds", "photography",
    ]
    static let openings = [
        "Notes on", "Mending", "Who still uses", "A week with", "In praise of", "Questions about", "Trouble with",
        "How we built", "What became of", "Looking for", "A map of", "The trouble that comes with", "Three ways to see",
        "Small repairs of", "Where to find",
    ]
    static let things = [
        "the old mill", "a wooden bridge", "the night train", "our shared kitchen", "the seed library",
        "a broken radio",
        "the town archive", "an apple tree", "the morning ferry", "a paper map", "the reading room",
        "a borrowed bicycle",
        "the weather station", "a stone oven", "the village choir", "a small web server", "the repair café",
        "an unfinished quilt", "the harbour lights", "a patient teacher", "the long winter", "a tin of buttons",
        "the quiet street", "a letter from home", "the beekeeper’s ledger", "a good knife",
    ]
    static let verbs = [
        "reminds me of", "stands beside", "was built before", "needs more care than", "is worth more than",
        "goes well with",
        "tells us about", "was replaced by", "outlived", "works better than", "is not the same as", "belongs to",
    ]
    static let starts = [
        "I think that", "As far as we know", "Last year", "To my surprise", "In the end", "Most days", "They say that",
        "Once again", "For a while", "It turns out that", "Without doubt", "On the way here",
    ]
    static let ends = [
        "in many ways", "and nobody minds", "as my neighbour keeps saying", "for all I know", "at least in spring",
        "though few remember it", "and that is enough", "when the light is right", "after all these years",
        "which is why we meet on Thursdays", "if you have the time", "as anyone can see",
    ]
}
