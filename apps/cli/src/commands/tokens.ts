import type { ApiTokenInfo } from '@sitecast/api/tokens/schema';
import { defineCommand } from '../command.ts';
import { type Connection, requirePerson } from '../connection.ts';
import { rawOption, requireOneForm, showNewToken } from '../new-token.ts';
import { connectionOptions, jsonOption, requiredChoice, requiredText } from '../options.ts';
import { allItems } from '../pages.ts';
import { chooseToken, tokenArgument, tokenTable } from '../token-list.ts';
import { daysOf, ttlOption } from '../ttl.ts';

export const createApiToken = defineCommand({
  name: 'tokens create',
  summary: 'Create an API token of the workspace, for a script',
  options: {
    name: requiredText('<name>', 'What it is for'),
    scope: requiredChoice(['read', 'write', 'full'], 'What it may do'),
    ttl: ttlOption('never'),
    raw: rawOption,
    ...connectionOptions,
    json: jsonOption,
  },
  async run({ connect, output }, { name, scope, ttl = 'never', raw, json, ...flags }) {
    requireOneForm({ raw, json });
    const { api } = await asPerson(connect(flags));
    const token = await api.tokens.create.mutate({ name, scope, expiresInDays: daysOf(ttl) ?? undefined });
    showNewToken(output, token, { raw, json }, [['Scope', token.scope]]);
  },
});

export const listApiTokens = defineCommand({
  name: 'tokens list',
  summary: 'List your API tokens of the workspace; as its admin, everybody’s',
  options: { ...connectionOptions, json: jsonOption },
  async run({ connect, output }, { json, ...flags }) {
    const tokens = await allTokens(await asPerson(connect(flags)));
    if (json) return output.json({ items: tokens, nextCursor: null });
    if (tokens.length === 0) {
      return output.say('No API tokens yet. sitecast tokens create --name <name> --scope read makes one.');
    }
    tokenTable(output, tokens, [
      { title: 'SCOPE', cell: ({ scope }) => scope },
      { title: 'OWNER', cell: ({ owner }) => owner.email },
    ]);
  },
});

export const revokeApiToken = defineCommand({
  name: 'tokens revoke',
  summary: 'End an API token at once',
  arguments: { token: tokenArgument },
  options: connectionOptions,
  async run({ connect, output }, { token: wanted, ...flags }) {
    const connection = await asPerson(connect(flags));
    const token = chooseToken(await allTokens(connection), wanted, 'sitecast tokens list');
    await connection.api.tokens.revoke.mutate({ tokenId: token.id });
    output.say(`Revoked “${token.name}” (${token.prefix}…): nothing accepts it any more.`);
  },
});

async function asPerson(opening: Promise<Connection>): Promise<Connection> {
  const connection = await opening;
  requirePerson(connection);
  return connection;
}

function allTokens({ api }: Connection): Promise<ApiTokenInfo[]> {
  return allItems((page) => api.tokens.list.query(page));
}
