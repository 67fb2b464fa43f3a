// npm run bench:comparable: how well the comparison agrees with what a reader of the examples called near.
import "reflect-metadata";
import { anApp } from "../test/support/app.ts";
import { judgedExamples, judgedSituations, judgeExample, judgeSituation, summary } from "../test/support/judged.ts";

const app = await anApp("sqlite", { seeds: "seeds" });
const found = [];
for (const judged of judgedExamples()) found.push(await judgeExample(app, judged));
console.log("| Hälfte | Beispiele | hit@5 | Fallen | davon betroffene Nachbarn |\n|---|---|---|---|---|");
for (const half of ["tune", "test"]) {
  const { examples, hitAt5, traps, overtaken } = summary(found.filter((f) => f.half === half));
  console.log(`| ${half} | ${examples} | ${hitAt5.toFixed(3)} | ${traps} | ${overtaken} |`);
}
console.log("\nVerfehlt:");
for (const { half, example, missed, overtaken, looksNearButIsNot } of found)
  if (half === "tune" && missed.length + overtaken.length > 0)
    console.log(
      `- ${example}: nicht unter den ersten fünf ${missed.join(", ") || "–"}; hinter ${looksNearButIsNot.slug} ${overtaken.join(", ") || "–"}`,
    );
console.log("\nLagen, erwartete Beispiele unter den ersten zehn:");
for (const judged of judgedSituations()) {
  const { hits, missed } = await judgeSituation(app, judged);
  console.log(
    `- ${hits.length} von ${hits.length + missed.length}: ${judged.text}${missed.length > 0 ? ` (es fehlen ${missed.join(", ")})` : ""}`,
  );
}
await app.close();
