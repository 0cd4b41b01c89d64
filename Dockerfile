# The arena in a container. All that it writes (votes, key, pictures) lies in /data: mount a volume there, or it is lost with the
# container. The rest may be read-only, and it runs as any user. The log goes to stdout.
ARG BASE=node:24.21.0-bookworm-slim

FROM ${BASE} AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY scripts/run.mjs scripts/
COPY scripts/run scripts/run
# The packages that run the arena, without what only compilers, debuggers, older browsers and other databases read.
RUN node scripts/run.mjs install && rm -rf .tools \
  && find node_modules -type f \( -name '*.map' -o -name '*.d.?ts' -o -name '*.d.ts' -o -name '*.woff' -o -name '*.ttf' \) -delete \
  && find node_modules/@prisma/client/runtime -name 'query_compiler_*' ! -name 'query_compiler_fast_bg.postgresql.*' -delete
COPY . .
# Whoever it runs as may read it, whatever the rights in the checkout were.
RUN chmod -R a+rX .

FROM ${BASE}
ENV NODE_ENV=production DATA_DIR=/data HOST=0.0.0.0 PORT=8787 LOG_FILE=stdout
WORKDIR /app
COPY --from=build /app /app
# … and write into a volume that is new.
RUN mkdir -m 1777 /data
USER 1000:1000
VOLUME /data
EXPOSE 8787
HEALTHCHECK --interval=30s --start-period=60s CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/readyz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# At SIGTERM it ends in order, within eight seconds.
CMD ["node", "scripts/run.mjs", "start"]
