# Two stages, so that npm's cache and the development packages stay behind.
FROM node:26-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev

FROM node:26-slim
WORKDIR /app
ENV NODE_ENV=production
# Threads that compress would each leave memory of their own behind (docs/decisions/0011).
ENV MALLOC_ARENA_MAX=1
COPY --from=packages /app/node_modules ./node_modules
COPY package.json ./
COPY bin ./bin
COPY widget ./widget
COPY wordpress ./wordpress
COPY src ./src
COPY feeds ./feeds
COPY bench/results.json ./bench/
RUN mkdir data && chown node:node data
USER node
VOLUME /app/data
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=3s --start-period=15s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT ?? 3000}/healthz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Node itself is the first process, so that SIGTERM reaches it and what is under way is finished.
CMD ["node", "--max-semi-space-size=4", "--heap-growing-percent=30", "bin/tidings.js", "serve"]
