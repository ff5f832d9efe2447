import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

/** The root of the checkout. */
export const root = fileURLToPath(new URL('..', import.meta.url));

const windows = process.platform === 'win32';

/** Ctrl-C arrives twice, from the terminal and from npm; a repeat within this time is ignored. */
const SAME_SIGNAL_MS = 1000;

/** How often to check whether npm is still running. */
const PARENT_CHECK_MS = 250;

/**
 * Runs a program and forwards signals to its process group.
 * @param {string} program
 * @param {string[]} args
 * @param {{ quiet?: boolean, env?: NodeJS.ProcessEnv, shell?: boolean }} [options] quiet: capture its output
 * @returns {Promise<{ exitCode: number, output: string }>} exit code 128 + signal number if killed by a signal
 */
export function runProgram(program, args, { quiet = false, env = process.env, shell = false } = {}) {
  return new Promise((resolve, reject) => {
    // Its own process group, so that the terminal's Ctrl-C doesn't reach it directly and signals arrive once.
    const child = spawn(program, args, {
      cwd: root,
      env,
      shell,
      detached: !windows,
      stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
    });
    let output = '';
    child.stdout?.on('data', (chunk) => {
      output += chunk;
    });
    child.stderr?.on('data', (chunk) => {
      output += chunk;
    });
    const stopForwarding = forwardSignals(child);
    child.on('error', (error) => {
      stopForwarding();
      reject(error);
    });
    child.on('close', (code, signal) => {
      stopForwarding();
      resolve({ exitCode: signal ? 128 + constants.signals[signal] : (code ?? 1), output });
    });
  });
}

/** @param {import('node:child_process').ChildProcess} child */
function forwardSignals(child) {
  let last = { signal: '', at: 0 };
  /** @param {NodeJS.Signals} signal */
  const pass = (signal) => {
    const now = performance.now();
    if (child.pid === undefined || (signal === last.signal && now - last.at < SAME_SIGNAL_MS)) return;
    last = { signal, at: now };
    try {
      process.kill(windows ? child.pid : -child.pid, signal);
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH') throw error;
    }
  };
  /** @type {NodeJS.Signals[]} */
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, pass);

  // The shell between npm and this process exits on SIGTERM without forwarding it, which shows as a new parent.
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.env.npm_lifecycle_event === undefined || process.ppid === parent) return;
    clearInterval(watch);
    pass('SIGTERM');
  }, PARENT_CHECK_MS);
  return () => {
    clearInterval(watch);
    for (const signal of signals) process.off(signal, pass);
  };
}

/**
 * Runs the pnpm version pinned in package.json.
 * @param {string[]} args
 * @param {{ quiet?: boolean, env?: NodeJS.ProcessEnv }} [options]
 */
export function runPnpm(args, { quiet, env } = {}) {
  const { packageManager } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8'));
  return runProgram('npx', ['--yes', packageManager.split('+')[0], ...args], {
    quiet,
    // npx is a .cmd file on Windows, which requires a shell.
    shell: windows,
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1', ...env },
  });
}

/** A step failed and has already printed the reason. */
export class StepFailed extends Error {
  /** @param {number} exitCode */
  constructor(exitCode) {
    super('A step failed');
    this.name = 'StepFailed';
    this.exitCode = exitCode;
  }
}

/**
 * Runs a long step with a one-line title; its output is only shown if it fails.
 * @param {string} title
 * @param {() => Promise<{ exitCode: number, output: string }>} step
 * @throws {StepFailed}
 */
export async function runStep(title, step) {
  const start = performance.now();
  const seconds = () => `${Math.round((performance.now() - start) / 1000)} s`;
  console.log(`${title} …`);
  const clock = process.stdout.isTTY
    ? setInterval(() => process.stdout.write(`\r  ${seconds()}`), 1000)
    : undefined;
  const { exitCode, output } = await step().finally(() => clearInterval(clock));
  if (process.stdout.isTTY) process.stdout.write('\r');
  if (exitCode > 128) {
    console.error('  stopped');
    throw new StepFailed(exitCode);
  }
  if (exitCode !== 0) {
    console.error(output);
    console.error(`${title}: failed after ${seconds()}.`);
    throw new StepFailed(exitCode);
  }
  console.log(`  done in ${seconds()}`);
}
