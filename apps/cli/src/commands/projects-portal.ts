import { defineCommand } from '../command.ts';
import { asPerson } from '../connection.ts';
import { connectionOptions, jsonOption, numeric, text } from '../options.ts';
import { allItems } from '../pages.ts';
import { resolveProject } from '../targets.ts';
import { count } from '../text.ts';
import { localTime } from '../time.ts';

const projectArgument = { name: 'project', summary: 'Its id or its exact name' };

export const linkProject = defineCommand({
  name: 'projects link',
  summary: 'Make a link by which the client of a project opens its portal',
  arguments: { project: projectArgument },
  options: {
    label: text('<text>', 'For whom it is'),
    expires: numeric('<days>', 'How long it is valid; default: until it is revoked'),
    ...connectionOptions,
    json: jsonOption,
  },
  async run({ connect, output }, { project, label, expires, json, ...flags }) {
    const connection = await asPerson(connect(flags));
    const link = await connection.api.projects.createPortalLink.mutate({
      projectId: await resolveProject(connection, project),
      label,
      expiresInDays: expires,
    });
    if (json) return output.json(link);
    output.details([
      ['Label', link.label],
      ['ID', link.id],
      ['Expires', expiryOf(link)],
      ['Link', link.url],
    ]);
    output.say('Keep it now: it is not shown again. Whoever has it sees the portal.');
  },
});

export const listProjectLinks = defineCommand({
  name: 'projects links',
  summary: 'List the links that open the portal of a project’s client',
  arguments: { project: projectArgument },
  options: { ...connectionOptions, json: jsonOption },
  async run({ connect, output }, { project, json, ...flags }) {
    const connection = await asPerson(connect(flags));
    const projectId = await resolveProject(connection, project);
    const links = await allItems((page) => connection.api.projects.portalLinks.query({ projectId, ...page }));
    if (json) return output.json({ items: links, nextCursor: null });
    if (links.length === 0) return output.say('No links yet. sitecast projects link <project> makes one.');
    output.table(
      [
        {
          title: 'LABEL',
          cell: ({ label, isPreview }) =>
            isPreview ? { text: `${label} (operators)`, tone: 'quiet' } : label,
        },
        { title: 'CREATED', cell: ({ createdAt }) => localTime(createdAt) },
        { title: 'LAST USED', cell: ({ lastUsedAt }) => (lastUsedAt ? localTime(lastUsedAt) : 'never') },
        { title: 'EXPIRES', cell: (link) => expiryOf(link) },
        { title: 'ID', cell: ({ id }) => id, whole: true },
      ],
      links,
    );
    output.say(`${count(links.length, 'link')}.`);
  },
});

export const revokeProjectLink = defineCommand({
  name: 'projects revoke-link',
  summary: 'End a link at once, and with it whoever came in by it',
  arguments: {
    project: projectArgument,
    link: { name: 'link-id', summary: 'Its id: sitecast projects links shows it' },
  },
  options: connectionOptions,
  async run({ connect, output }, { project, link: linkId, ...flags }) {
    const connection = await asPerson(connect(flags));
    const projectId = await resolveProject(connection, project);
    await connection.api.projects.revokePortalLink.mutate({ projectId, linkId });
    output.say('The link opens the portal no more.');
  },
});

export const previewProject = defineCommand({
  name: 'projects preview',
  summary: 'Print the address at which you see what the client of a project sees',
  arguments: { project: projectArgument },
  options: { ...connectionOptions, json: jsonOption },
  async run({ connect, output }, { project, json, ...flags }) {
    const connection = await asPerson(connect(flags));
    const { id } = await connection.api.projects.get.query({
      projectId: await resolveProject(connection, project),
    });
    const url = `${connection.server}/projects/${id}/portal-preview`;
    if (json) return output.json({ url });
    output.line(url);
    output.say('Open it in a browser in which you are logged in.');
  },
});

function expiryOf({ expiresAt }: { expiresAt: string | null }): string {
  return expiresAt === null ? 'never' : localTime(expiresAt);
}
