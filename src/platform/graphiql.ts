// The page to try queries on. Its parts are npm packages served by us; it works without internet.

const EXAMPLE_QUERY = `# Praxisbeispiele suchen: Wörter und Zitate,
# wie man sie sagt. Ausführen mit Strg+Enter.
{
  searchPracticeExamples(
    query: "Alleinerziehende § 45"
    first: 5
  ) {
    totalCount
    edges {
      node {
        title
        organisation { name federalState }
        staffingRatios { label counted }
        evidenceLevel
        sources { pages source { title } }
      }
    }
    facets { label values { label count } }
    reading { citations { message } notes }
  }
}
`;

export const GRAPHIQL_HTML = `<!doctype html>
<html lang="de">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Praxisatlas – GraphiQL</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/graphiql/graphiql.min.css">
<style>body { margin: 0 } #graphiql { height: 100vh }</style>
</head>
<body>
<div id="graphiql">GraphiQL wird geladen … Ohne JavaScript bitte POST /graphql verwenden.</div>
<script src="/graphiql/react.js"></script>
<script src="/graphiql/react-dom.js"></script>
<script src="/graphiql/graphiql.min.js"></script>
<script src="/graphiql/start.js"></script>
</body>
</html>
`;

export const GRAPHIQL_SCRIPT = `const fetcher = GraphiQL.createFetcher({ url: "/graphql" });
const query = ${JSON.stringify(EXAMPLE_QUERY)};
ReactDOM.createRoot(document.getElementById("graphiql")).render(
  React.createElement(GraphiQL, { fetcher, defaultQuery: query, shouldPersistHeaders: false, isHeadersEditorEnabled: false }),
);
`;
