import type { ApiTokenInfo, MintedToken } from '@sitecast/api/people/tokens/schema';
import { defineCommand } from '../command.ts';
import { asPerson, type Connection } from '../connection.ts';
import { rawOption, requireOneFormat, showNewToken } from '../new-token.ts';
import { connectionOptions, flag, jsonOption, requiredChoice, requiredText, texts } from '../options.ts';
import { allItems } from '../pages.ts';
import { rotateToken, rotationOptions } from '../rotation.ts';
import type { Cell } from '../table.ts';
import { resolvePlaylists } from '../targets.ts';
import { count } from '../text.ts';
import { chooseToken, tokenArgument, tokenTable } from '../token-list.ts';
import { daysOf, ttlOption } from '../ttl.ts';

const listCommand = 'sitecast tokens list';

export const createApiToken = defineCommand({
  name: 'tokens create',
  summary: 'Create an API token for the workspace',
  options: {
    name: requiredText('<name>', 'Name of the token'),
    scope: requiredChoice(['read', 'write', 'full', 'agency'], 'Permissions'),
    target: {
      ...texts('<id|name>', 'Playlist the token may edit (scope agency; repeatable)'),
      field: 'targetPlaylistIds',
    },
    autoPublish: flag('Publish additions without review (scope agency)'),
    ttl: ttlOption('never'),
    raw: rawOption,
    ...connectionOptions,
    json: jsonOption,
  },
  async run({ connect, output }, { name, scope, target, autoPublish, ttl = 'never', raw, json, ...flags }) {
    requireOneFormat({ raw, json });
    const connection = await asPerson(connect(flags));
    const token = await connection.api.tokens.create.mutate({
      ...{ name, scope, autoPublish },
      expiresInDays: daysOf(ttl) ?? undefined,
      targetPlaylistIds: target && (await resolvePlaylists(connection, target)),
    });
    showNewToken(output, token, { raw, json }, scopeDetails(token));
  },
});

export const listApiTokens = defineCommand({
  name: 'tokens list',
  summary: 'List your API tokens, or all tokens of the workspace as its admin',
  options: { ...connectionOptions, json: jsonOption },
  async run({ connect, output }, { json, ...flags }) {
    const tokens = await allTokens(await asPerson(connect(flags)));
    if (json) return output.json({ items: tokens, nextCursor: null });
    if (tokens.length === 0) {
      return output.say(
        'No API tokens yet. Create one with sitecast tokens create --name <name> --scope read.',
      );
    }
    tokenTable(output, tokens, [
      { title: 'SCOPE', cell: scopeCell },
      { title: 'OWNER', cell: ({ owner }) => owner.email },
    ]);
  },
});

export const revokeApiToken = defineCommand({
  name: 'tokens revoke',
  summary: 'Revoke an API token',
  arguments: { token: tokenArgument },
  options: connectionOptions,
  async run({ connect, output }, { token: wanted, ...flags }) {
    const connection = await asPerson(connect(flags));
    const token = chooseToken(await allTokens(connection), wanted, listCommand);
    await connection.api.tokens.revoke.mutate({ tokenId: token.id });
    output.say(`Revoked “${token.name}” (${token.prefix}…).`);
  },
});

export const rotateApiToken = defineCommand({
  name: 'tokens rotate',
  summary: 'Replace an API token with a new one',
  arguments: { token: tokenArgument },
  options: { ...rotationOptions, ...connectionOptions, json: jsonOption },
  async run({ connect, output }, { token, grace, raw, json, ...flags }) {
    const connection = await asPerson(connect(flags));
    await rotateToken<ApiTokenInfo, MintedToken>(output, {
      ...{ wanted: token, grace, raw, json, listCommand },
      tokens: () => allTokens(connection),
      rotate: (input) => connection.api.tokens.rotate.mutate(input),
      details: scopeDetails,
    });
  },
});

export const retargetApiToken = defineCommand({
  name: 'tokens retarget',
  summary: 'Replace the playlists an agency token may edit',
  arguments: { token: tokenArgument },
  options: {
    target: {
      ...texts('<id|name>', 'Playlist the token may edit (repeatable)'),
      field: 'playlistIds',
      required: true,
    },
    ...connectionOptions,
    json: jsonOption,
  },
  async run({ connect, output }, { token: wanted, target = [], json, ...flags }) {
    const connection = await asPerson(connect(flags));
    const playlistIds = await resolvePlaylists(connection, target);
    const { id } = chooseToken(await allTokens(connection), wanted, listCommand);
    const token = await connection.api.tokens.setTargets.mutate({ tokenId: id, playlistIds });
    if (json) return output.json(token);
    output.say(`“${token.name}” (${token.prefix}…) may now edit ${playlistNames(token)}.`);
  },
});

function scopeDetails(token: ApiTokenInfo): [label: string, value: Cell][] {
  if (token.scope !== 'agency') return [['Scope', token.scope]];
  return [
    ['Scope', token.scope],
    ['Playlists', playlistNames(token)],
    ['Publishing', token.autoPublish ? 'automatic' : 'after review'],
  ];
}

function scopeCell({ scope, targets }: ApiTokenInfo): Cell {
  return scope === 'agency' ? `agency (${count(targets.length, 'playlist')})` : scope;
}

function playlistNames({ targets }: ApiTokenInfo): string {
  return targets.map(({ name }) => name).join(', ');
}

function allTokens({ api }: Connection): Promise<ApiTokenInfo[]> {
  return allItems((page) => api.tokens.list.query(page));
}
