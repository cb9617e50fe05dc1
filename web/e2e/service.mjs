/** The built binary with the synthetic demo city: started on a free port with a fresh store, and ended. */
import { spawn } from 'node:child_process';
import { access, constants, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url));
const BINARY = resolve(process.env.ANJIE_BIN ?? join(REPOSITORY, 'target/debug/anjie'));
const PACKAGES = resolve(process.env.ANJIE_DEMO_CACHE ?? join(REPOSITORY, '.cache/demo'));
/** Size of the demo city, where it is not that of the tests. */
const SCALE = process.env.ANJIE_SCALE;
/** Building the city takes some seconds, a loaded machine many. */
const PATIENCE_MS = 180_000;
const NEWS_MS = 100;

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

async function freePort() {
  const server = createServer();
  await new Promise((done, failed) => server.once('error', failed).listen(0, '127.0.0.1', done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

async function needed() {
  await access(BINARY, constants.X_OK).catch(() => {
    throw new Error(`no program at ${BINARY}: run \`cargo build --package server\`, or name it in ANJIE_BIN`);
  });
  await access(PACKAGES).catch(() => {
    throw new Error(
      `no demo packages at ${PACKAGES}: run \`make demo-data\`, or name the folder in ANJIE_DEMO_CACHE`,
    );
  });
}

/** Starts the service; gives its address and `stop`. */
export async function startService() {
  await needed();
  const folder = await mkdtemp(join(tmpdir(), 'anjie-e2e-'));
  const url = `http://127.0.0.1:${await freePort()}`;
  const store = `gpkg:${join(folder, 'demo.gpkg')}`;
  const args = ['--store', store, 'demo', '--addr', new URL(url).host, '--sources', PACKAGES];
  if (SCALE) args.push('--scale', SCALE);
  const child = spawn(BINARY, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  let failure = null;
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data) => {
      said += data;
    });
  }
  child.once('error', (error) => {
    failure = error.message;
  });
  child.once('exit', (code, signal) => {
    failure ??= `it ended with ${signal ?? code}`;
  });

  const killed = () => child.kill('SIGKILL');
  process.once('exit', killed);
  const stop = async () => {
    process.off('exit', killed);
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
      const ended = new Promise((done) => child.once('exit', done));
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
      await ended;
      clearTimeout(late);
    }
    await rm(folder, { recursive: true, force: true });
  };

  const isReady = async () =>
    said.includes(url) && (await fetch(`${url}/ready`).catch(() => null))?.ok === true;
  for (const end = Date.now() + PATIENCE_MS; !(await isReady()); await pause(NEWS_MS)) {
    if (failure === null && Date.now() < end) continue;
    await stop();
    const why = failure ?? `it was not ready after ${PATIENCE_MS / 1000} s`;
    throw new Error(`the service did not start: ${why}\n${said}`);
  }
  return { url, stop };
}
