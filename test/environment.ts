import { existsSync } from 'node:fs';

/** What some tests need of the machine: the variable that names it, and what a person would call it. */
export const needs = {
  TEST_DATABASE_URL: 'a PostgreSQL server, e.g. postgres://postgres@127.0.0.1:5432/postgres',
  TEST_NATS_URL: 'a NATS server, e.g. nats://127.0.0.1:4222',
  TEST_CHROMIUM: 'the path of a Chromium or Chrome',
} as const;

/** Projects whose tests run a second time on PostgreSQL where `TEST_DATABASE_URL` names a server. */
export const onBothDatabases = ['@sitecast/api'];

const chromiums = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The browser of this machine, unless `TEST_CHROMIUM` names one. @throws in CI, where one has to be */
export function findChromium(): string | undefined {
  const found = process.env.TEST_CHROMIUM ?? chromiums.find((path) => existsSync(path));
  if (found === undefined && process.env.CI)
    throw new Error('CI has to run the tests in a browser: install chromium');
  return found;
}
