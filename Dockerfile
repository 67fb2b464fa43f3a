# The server as an image: built where a compiler is, run where none is.
FROM node:22-bookworm AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY tsconfig.json tsconfig.build.json ./
COPY src src
RUN npm run --silent build && npm prune --omit=dev

FROM node:22-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY seeds seeds
COPY schema schema
COPY LICENSE* README.md ./
RUN mkdir data erased && chown node:node data erased
USER node
EXPOSE 4000
CMD ["node", "dist/main.js"]
