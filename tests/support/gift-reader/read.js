// Prints what gift-pegjs understands of the GIFT text on standard input, as JSON.
const gift = require(`${process.argv[2]}/node_modules/gift-pegjs`);
console.log(JSON.stringify(gift.parse(require("fs").readFileSync(0, "utf8"))));
