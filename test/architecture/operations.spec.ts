import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fastify } from 'fastify';
import { trustedProxies } from '../../apps/api/src/http/trusted-proxies';

const root = join(__dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const sources = ['libs', 'apps', 'src'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /(?<!\.spec)\.ts$/.test(name))
    .map((name) => read(join(folder, name))),
);

/** Name and labels of every metric that our code defines. */
function definedMetrics(): Map<string, string[]> {
  const metrics = new Map<string, string[]>();
  const definition =
    /\b(?:counter|gauge|durationHistogram)\(\s*'([a-z_]+)',\s*(?:'[^']*'|"[^"]*")(?:,\s*\[([^\]]*)\])?/g;
  for (const source of sources)
    for (const [, name = '', labels = ''] of source.matchAll(definition))
      metrics.set(
        name,
        [...labels.matchAll(/'(\w+)'/g)].map(([, label = '']) => label),
      );
  return metrics;
}

/** Metrics of prom-client, for each process. */
const PROCESS_METRICS = new Set([
  'process_resident_memory_bytes',
  'process_cpu_seconds_total',
  'nodejs_eventloop_lag_p99_seconds',
]);
/** Labels that Prometheus adds. */
const SCRAPED = new Set(['instance', 'job', 'le']);
const WORDS = new Set(['sum', 'max', 'min', 'absent', 'or', 'rate', 'increase', 'histogram_quantile', 'by', 'm', 'h']);

/** Names in a PromQL expression that are neither functions nor labels of a selector or a `by`. */
function namesIn(expression: string): { metrics: string[]; labels: string[] } {
  const labels = [
    ...[...expression.matchAll(/by \(([^)]*)\)/g)].flatMap(([, list = '']) => list.split(',')),
    ...[...expression.matchAll(/\{([^}]*)\}/g)].flatMap(([, list = '']) =>
      list.split(',').map((one) => one.split(/[=!]/)[0] ?? ''),
    ),
  ].map((label) => label.trim());
  const rest = expression.replaceAll(/by \([^)]*\)/g, '').replaceAll(/\{[^}]*\}|\[[^\]]*\]/g, '');
  const metrics = [...rest.matchAll(/[a-z_]\w*/g)].map(([name]) => name).filter((name) => !WORDS.has(name));
  return { metrics, labels };
}

const metrics = definedMetrics();
function faultsOf(expression: string): string[] {
  const used = namesIn(expression);
  const known = used.metrics.map((name) => name.replace(/_(bucket|count|sum)$/, ''));
  const labels = new Set(known.flatMap((name) => metrics.get(name) ?? []));
  return [
    ...known.filter((name) => !metrics.has(name) && !PROCESS_METRICS.has(name)),
    ...used.labels.filter((label) => !labels.has(label) && !SCRAPED.has(label)),
  ];
}

const dashboard = JSON.parse(read('deploy/grafana/reelway.json')) as {
  panels: { title: string; targets: { expr: string }[] }[];
};
const panels = dashboard.panels.flatMap(({ title, targets }) => targets.map(({ expr }) => [title, expr] as const));
const alerts = [...read('deploy/prometheus/alerts.yaml').matchAll(/- alert: (\w+)\n\s+expr: (.+)/g)].map(
  ([, name = '', expr = '']) => [name, expr] as const,
);

describe('monitoring', () => {
  it.each([...panels, ...alerts])('%s reads metrics and labels that exist', (_, expression) => {
    expect(namesIn(expression).metrics.length).toBeGreaterThan(0);
    expect(faultsOf(expression)).toEqual([]);
  });

  it('notices names that do not exist', () => {
    expect(faultsOf('sum by (queue, colour) (rate(queue_jbos{state="x"}[5m]))')).toEqual([
      'queue_jbos',
      'queue',
      'colour',
      'state',
    ]);
  });

  it('has an alert for everything that the guide says to watch', () => {
    const guide = read('docs/operations.md');
    const watched = guide.slice(guide.indexOf('## What to watch'), guide.indexOf('## Scaling'));
    const named = [...watched.matchAll(/^\| `(\w+)/gm)].map(([, name = '']) => name);
    expect(named.length).toBeGreaterThan(5);
    const covered = new Set(
      alerts.flatMap(([, expr]) => namesIn(expr).metrics.map((name) => name.replace(/_count$/, ''))),
    );
    expect(named.filter((name) => !covered.has(name))).toEqual([]);
  });
});

describe('the shipped deployments', () => {
  const files = readdirSync(join(root, 'deploy'), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(yaml|toml)$/.test(name))
    .map((name) => [name, read(join('deploy', name))] as const);

  it('let no scraper read metrics without the token that production requires', () => {
    const withoutToken = files.filter(([, text]) => /prometheus\.io\/scrape|^\[{1,2}metrics\]/m.test(text));
    expect(withoutToken.map(([name]) => name)).toEqual([]);
  });

  it('give the Prometheus Operator the token for every process', () => {
    const monitor = read('deploy/k8s/pod-monitor.yaml');
    const [, names = ''] = /values: \[([^\]]*)\]/.exec(monitor) ?? [];
    const [, port = ''] = /- port: (\w+)/.exec(monitor) ?? [];
    const [, secret = '', key = ''] = /credentials: \{ name: (\w+), key: (\w+) \}/.exec(monitor) ?? [];
    const processes = files.filter(([, text]) => text.includes(`name: ${port}, containerPort: `));
    expect(processes.map(([name]) => name).sort()).toEqual(names.split(', ').map((name) => `k8s/${name}.yaml`));
    for (const [, text] of processes) expect(text).toContain(`secretRef: { name: ${secret} }`);
    expect(read('deploy/k8s/secret.example.yaml')).toContain(`\n  ${key}: `);
  });

  it.each([
    ['with Redis', 2],
    ['without Redis', 1],
  ])('open no more connections %s than the guide says Postgres needs', (queue, figure) => {
    const guide = read('docs/operations.md');
    const number = (text: string, pattern: RegExp, group = 1) => Number(pattern.exec(text)?.[group]);
    const needed = new RegExp(`\\\`max_connections\\\` .*?(\\d+) ${queue}`);
    const api = read('deploy/k8s/api.yaml');
    // Kubernetes replaces a quarter of a Deployment at a time unless it says otherwise.
    const processes = {
      api: number(api, /maxReplicas: (\d+)/) + number(api, /maxSurge: (\d+)/),
      worker: Math.ceil(number(read('deploy/k8s/worker-scaling.yaml'), /maxReplicaCount: (\d+)/) * 1.25),
    };
    const connections =
      processes.api * number(guide, /\| together \| (\d+) \((\d+) with Redis\)/, figure) +
      processes.worker * number(guide, /\| together \|[^|]*\| (\d+) \((\d+) with Redis\)/, figure);
    const [inGuide, atManifests] = [guide, read('deploy/k8s/kustomization.yaml')].map((text) => number(text, needed));
    expect(connections).toBeLessThan(inGuide ?? 0);
    expect(atManifests).toBe(inGuide);
  });

  it('keep a limited number of log lines of every container', () => {
    const [template = '', ...services] = read('deploy/compose.yaml')
      .replace(/\nvolumes:[^]*/, '')
      .split(/\n {2}(?=\w+:\n {4})/);
    const limit = /logging: &logging \{.*max-size: \w+, max-file: '\d+' \}/;
    expect(template).toMatch(limit);
    expect(services.length).toBe(5);
    expect(services.filter((text) => !/<<: \*reelway|logging: \*logging/.test(text))).toEqual([]);
  });

  it.each([
    ['1', '9471'],
    ['10', '9480'],
  ])('give worker %s of systemd a port of its own', (instance, port) => {
    const [, command = ''] =
      /^ExecStart=\/bin\/sh -c '(.*)'$/m.exec(read('deploy/systemd/reelway-worker@.service')) ?? [];
    const script = command.replaceAll('$$', () => '$').replaceAll('%i', instance);
    expect(script).toMatch(/exec \/usr\/bin\/node .* worker$/);
    const printed = execFileSync('sh', ['-c', script.replace(/exec .*/, 'exec printenv METRICS_PORT')]).toString();
    expect(printed.trim()).toBe(port);
  });

  // What these hosts send for a client that forges an entry: fly.io/docs/networking/request-headers; a dump from Render.
  it.each([
    ['deploy/fly.toml', /^TRUST_PROXY = "(.*)"$/m, '192.0.2.1, 81.97.145.24, 66.241.124.10'],
    ['render.yaml', /key: TRUST_PROXY, value: '(.*)'/, '192.0.2.1,81.97.145.24, 172.71.195.123, 10.226.90.65'],
  ])('%s trusts exactly the proxies of its host', async (file, setting, forwarded) => {
    const server = fastify({ trustProxy: trustedProxies(setting.exec(read(file))?.[1]) });
    server.get('/', ({ ip }) => ({ ip }));
    const answer = await server.inject({ url: '/', headers: { 'x-forwarded-for': forwarded } });
    expect(answer.json()).toEqual({ ip: '81.97.145.24' });
  });

  it('trust the address that a client of systemd names only if the proxy of the machine sent it', () => {
    const guide = read('docs/guides/hosting.md').split('## One machine with systemd')[1]?.split('\n## ')[0] ?? '';
    expect(guide).toMatch(/`TRUST_PROXY=127\.0\.0\.1`/);
    for (const unit of readdirSync(join(root, 'deploy/systemd')))
      expect(read(join('deploy/systemd', unit))).toMatch(/^Environment=.*\bAPI_HOST=127\.0\.0\.1\b/m);
  });

  it('leave the number of replicas to the autoscalers', () => {
    const objects = files.flatMap(([, text]) => text.split('\n---\n'));
    const scaled = objects.flatMap((text) => /scaleTargetRef: \{.*name: (\w+) \}/.exec(text)?.[1] ?? []);
    expect(scaled.sort()).toEqual(['api', 'worker']);
    const fixed = objects.filter((text) => /^ {2}replicas:/m.test(text));
    expect(fixed.filter((text) => scaled.some((name) => text.includes(`\nmetadata: { name: ${name} }\n`)))).toEqual([]);
  });

  it('raise an alarm when the metrics of a process are missing', () => {
    const missing = alerts.flatMap(([, expr]) => [...expr.matchAll(/absent\(build_info\{service="(\w+)"\}\)/g)]);
    expect(new Set(missing.map(([, service]) => service))).toEqual(new Set(['api', 'worker']));
  });
});

describe('the table of what grows', () => {
  it('names every table, each once', () => {
    const guide = read('docs/operations.md');
    const section = guide.slice(guide.indexOf('## What grows'), guide.indexOf('## Changing keys'));
    const rows = [...section.matchAll(/^\|[^|]*\|([^|]*)\|/gm)].flatMap(([, cell = '']) =>
      [...cell.matchAll(/`(\w+)`/g)].map(([, name = '']) => name),
    );
    const tables = readdirSync(join(root, 'libs'))
      .map((lib) => join('libs', lib, 'tables.json'))
      .filter((file) => existsSync(join(root, file)))
      .flatMap((file) => JSON.parse(read(file)) as string[])
      .filter((table) => !table.startsWith('insights_'));
    expect([...rows].sort()).toEqual(tables.sort());
  });
});
