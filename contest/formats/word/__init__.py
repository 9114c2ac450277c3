"""Word question banks, floor by floor: XML parts (`tree`, `parts`), formatted lines (`looks`,
`paragraphs`, `body`), what lines mean (`labels`, `key_lines`, `key_tables`, `marks`), questions
(`grouping`, `splitting`, `entries`), and the way out (`writing`)."""
