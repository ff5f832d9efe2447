import { resolve } from 'node:path';
import { sqliteUrl } from '@sitecast/db';
import { z } from 'zod';
import type { OidcConfig } from './http/oidc.ts';
import type { SmtpConfig } from './smtp.ts';

/** Invalid settings: the server does not start, and prints one line for each problem. */
export class ConfigError extends Error {
  constructor(
    readonly problems: string[],
    options?: ErrorOptions,
  ) {
    super(problems.join('\n'), options);
  }
}

const port = z.coerce.number().int().min(0).max(65_535);
const webAddress = z
  .string()
  .refine(isBareOrigin, 'must be a URL such as https://screens.example.com, without a path')
  .transform((url) => new URL(url).origin);

/** `screens@example.com`, or `Name <screens@example.com>`. */
const sender = z
  .string()
  .refine((from) => z.email().safeParse(/^[^<>\r\n]*<([^<>]+)>$/.exec(from)?.[1] ?? from).success, {
    error: 'must be an address such as screens@example.com or Sitecast <screens@example.com>',
    abort: true,
  });

const Environment = z
  .object({
    PORT: port.default(8080),
    HOST: z.string().min(1).default('0.0.0.0'),
    DATA_DIR: z.string().min(1).default('./data'),
    DATABASE_URL: z
      .string()
      .regex(/^(postgres(ql)?|file):/, 'must start with postgres:// or file:')
      .optional(),
    NATS_URL: z
      .string()
      .regex(/^(nats|tls):\/\//, 'must start with nats:// or tls://')
      .optional(),
    PUBLIC_URL: webAddress.optional(),
    SECRET_KEY: z.string().min(32, 'must have at least 32 characters').optional(),
    TRUST_PROXY: z.coerce.number().int().min(0).max(10).default(0),
    ADMIN_EMAIL: z.email('must be an e-mail address').optional(),
    ADMIN_PASSWORD: z.string().min(1).optional(),
    SMTP_URL: z
      .string()
      .refine((url) => /^smtps?:\/\/[^/]/.test(url) && URL.canParse(url) && new URL(url).hostname !== '', {
        error: 'must be like smtps://user:password@mail.example.com:465 or smtp://mail.example.com:587',
        abort: true,
      })
      .optional(),
    SMTP_FROM: sender.optional(),
    OIDC_ISSUER: z
      .string()
      .refine(isIssuer, 'must be an https URL such as https://accounts.google.com')
      .optional(),
    OIDC_CLIENT_ID: z.string().optional(),
    OIDC_CLIENT_SECRET: z.string().optional(),
    DEMO: z.enum(['0', '1'], 'must be 1 or 0').default('0'),
    LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  })
  .refine((env) => (env.ADMIN_EMAIL === undefined) === (env.ADMIN_PASSWORD === undefined), {
    path: ['ADMIN_EMAIL'],
    error: 'and ADMIN_PASSWORD must be set together',
  })
  .refine((env) => (env.SMTP_URL === undefined) === (env.SMTP_FROM === undefined), {
    path: ['SMTP_URL'],
    error: 'and SMTP_FROM must be set together',
  })
  .refine((env) => new Set(oidcSettings(env).map((value) => value === undefined)).size === 1, {
    path: ['OIDC_ISSUER'],
    error: 'and OIDC_CLIENT_ID and OIDC_CLIENT_SECRET must be set together',
  })
  .refine((env) => oidcSettings(env).includes(undefined) || env.PUBLIC_URL !== undefined, {
    path: ['PUBLIC_URL'],
    error: 'must be set with OIDC_ISSUER: the provider redirects there',
  });

function oidcSettings(env: { OIDC_ISSUER?: string; OIDC_CLIENT_ID?: string; OIDC_CLIENT_SECRET?: string }) {
  return [env.OIDC_ISSUER, env.OIDC_CLIENT_ID, env.OIDC_CLIENT_SECRET];
}

export interface Config {
  host: string;
  port: number;
  /** Absolute path. */
  dataDir: string;
  databaseUrl: string;
  /** Null: a single process. */
  natsUrl: string | null;
  publicUrl: string | null;
  /** Null: generated into the data folder. */
  secretKey: string | null;
  /** How many reverse proxies are in front of the server. */
  trustProxy: number;
  firstAdmin: { email: string; password: string } | null;
  /** Null: no e-mail is sent. */
  smtp: SmtpConfig | null;
  /** Null: no single sign-on. */
  oidc: OidcConfig | null;
  /** Adds the demo project, once. */
  demo: boolean;
  logLevel: string;
}

function isBareOrigin(url: string): boolean {
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) return false;
  const { href, origin } = new URL(url);
  return href === `${origin}/`;
}

/** An https URL; http only on this machine, for testing. */
function isIssuer(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, search, hash } = new URL(url);
  const local = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return (protocol === 'https:' || (protocol === 'http:' && local)) && search === '' && hash === '';
}

/** Reads the environment; the only place that does. Empty values count as unset. @throws ConfigError */
export function readEnv(env: NodeJS.ProcessEnv): Config {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = Environment.safeParse(set);
  if (!parsed.success) {
    throw new ConfigError(parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`));
  }
  const { data } = parsed;
  const dataDir = resolve(data.DATA_DIR);
  return {
    host: data.HOST,
    port: data.PORT,
    dataDir,
    databaseUrl: data.DATABASE_URL ?? sqliteUrl(resolve(dataDir, 'sitecast.db')),
    natsUrl: data.NATS_URL ?? null,
    publicUrl: data.PUBLIC_URL ?? null,
    secretKey: data.SECRET_KEY ?? null,
    trustProxy: data.TRUST_PROXY,
    firstAdmin:
      data.ADMIN_EMAIL !== undefined && data.ADMIN_PASSWORD !== undefined
        ? { email: data.ADMIN_EMAIL, password: data.ADMIN_PASSWORD }
        : null,
    smtp:
      data.SMTP_URL !== undefined && data.SMTP_FROM !== undefined
        ? { url: data.SMTP_URL, from: data.SMTP_FROM }
        : null,
    oidc:
      data.OIDC_ISSUER !== undefined &&
      data.OIDC_CLIENT_ID !== undefined &&
      data.OIDC_CLIENT_SECRET !== undefined
        ? { issuer: data.OIDC_ISSUER, clientId: data.OIDC_CLIENT_ID, clientSecret: data.OIDC_CLIENT_SECRET }
        : null,
    demo: data.DEMO === '1',
    logLevel: data.LOG_LEVEL,
  };
}
