// Starts the built server as npm start does, asks it the README's question and ends it.
import { spawn } from "node:child_process";

const server = spawn(process.execPath, ["dist/main.js"], { stdio: ["ignore", "pipe", "inherit"] });
let output = "";
for await (const chunk of server.stdout) {
  output += chunk;
  const address = /(http:\S+)\/graphql /.exec(output)?.[1];
  if (address) {
    const query = '{ searchPracticeExamples(query: "Alleinerziehende § 45") { totalCount } }';
    const response = await fetch(`${address}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query }),
    });
    const { data } = await response.json();
    if (!(data.searchPracticeExamples.totalCount > 0)) throw new Error("Die Frage der README hat keine Treffer.");
    console.log(`Der gebaute Server antwortet: ${data.searchPracticeExamples.totalCount} Treffer.`);
    server.once("exit", (code) => process.exit(code ?? 1));
    server.kill("SIGTERM");
    break;
  }
}
