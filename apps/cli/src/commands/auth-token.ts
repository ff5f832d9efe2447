import type { PersonalToken } from '@sitecast/api/people/personal-tokens/schema';
import { defineCommand } from '../command.ts';
import type { Connection } from '../connection.ts';
import { rawOption, requireOneFormat, showNewToken } from '../new-token.ts';
import { jsonOption, requiredText, serverOption } from '../options.ts';
import { allItems } from '../pages.ts';
import { rotateToken, rotationOptions } from '../rotation.ts';
import { chooseToken, tokenArgument, tokenTable } from '../token-list.ts';
import { daysOf, ttlOption } from '../ttl.ts';

const listCommand = 'sitecast auth token list';

export const createPersonalToken = defineCommand({
  name: 'auth token create',
  summary: 'Create a personal access token with your permissions',
  options: {
    name: requiredText('<name>', 'Name of the token'),
    ttl: ttlOption('90d'),
    raw: rawOption,
    server: serverOption,
    json: jsonOption,
  },
  async run({ connectAsPerson, output }, { name, ttl = '90d', raw, json, server }) {
    requireOneFormat({ raw, json });
    const { api } = await connectAsPerson({ server });
    const token = await api.personalTokens.create.mutate({ name, expiresInDays: daysOf(ttl) });
    showNewToken(output, token, { raw, json });
  },
});

export const listPersonalTokens = defineCommand({
  name: 'auth token list',
  summary: 'List your personal access tokens',
  options: { server: serverOption, json: jsonOption },
  async run({ connectAsPerson, output }, { json, server }) {
    const tokens = await allTokens(await connectAsPerson({ server }));
    if (json) return output.json({ items: tokens, nextCursor: null });
    if (tokens.length === 0) {
      return output.say('No tokens yet. Create one with sitecast auth token create --name <name>.');
    }
    tokenTable(output, tokens);
  },
});

export const revokePersonalToken = defineCommand({
  name: 'auth token revoke',
  summary: 'Revoke a personal access token',
  arguments: { token: tokenArgument },
  options: { server: serverOption },
  async run({ connectAsPerson, output }, { token: wanted, server }) {
    const connection = await connectAsPerson({ server });
    const { id, name, prefix } = chooseToken(await allTokens(connection), wanted, listCommand);
    await connection.api.personalTokens.revoke.mutate({ tokenId: id });
    output.say(`Revoked “${name}” (${prefix}…).`);
  },
});

export const rotatePersonalToken = defineCommand({
  name: 'auth token rotate',
  summary: 'Replace a personal access token with a new one',
  arguments: { token: tokenArgument },
  options: { ...rotationOptions, server: serverOption, json: jsonOption },
  async run({ connectAsPerson, output }, { token, grace, raw, json, server }) {
    const connection = await connectAsPerson({ server });
    await rotateToken(output, {
      ...{ wanted: token, grace, raw, json, listCommand },
      tokens: () => allTokens(connection),
      rotate: (input) => connection.api.personalTokens.rotate.mutate(input),
    });
  },
});

function allTokens({ api }: Connection): Promise<PersonalToken[]> {
  return allItems((page) => api.personalTokens.list.query(page));
}
