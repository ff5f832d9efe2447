import type { Config } from './config.ts';
import type { Access, Connection, ConnectionFlags } from './connection.ts';
import type { Env } from './env.ts';
import type { Output } from './output.ts';
import type { Prompt } from './prompt.ts';

/** What a command works with. */
export interface Context {
  env: Env;
  config: Config;
  output: Output;
  prompt: Prompt;
  /** The server with the login that applies. @throws UserError NotLoggedIn */
  connect(flags: ConnectionFlags): Promise<Connection>;
  /** This server as somebody else, or as nobody. */
  connectTo(access: Access): Promise<Connection>;
}
