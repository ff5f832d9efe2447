import { defineCommand } from '../command.ts';
import { asPerson } from '../connection.ts';
import { connectionOptions, jsonOption, numeric, text } from '../options.ts';
import { allItems } from '../pages.ts';
import { resolveProject } from '../targets.ts';
import { count } from '../text.ts';
import { localTime } from '../time.ts';

const projectArgument = { name: 'project', summary: 'Project ID or exact name' };

export const linkProject = defineCommand({
  name: 'projects link',
  summary: 'Create a portal link for the client of a project',
  arguments: { project: projectArgument },
  options: {
    label: text('<text>', 'Label, such as the recipient'),
    expires: numeric('<days>', 'Validity in days (default: until revoked)'),
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
    output.say("Copy the link now; it won't be shown again. Anyone who has it can see the portal.");
  },
});

export const listProjectLinks = defineCommand({
  name: 'projects links',
  summary: 'List the portal links of a project’s client',
  arguments: { project: projectArgument },
  options: { ...connectionOptions, json: jsonOption },
  async run({ connect, output }, { project, json, ...flags }) {
    const connection = await asPerson(connect(flags));
    const projectId = await resolveProject(connection, project);
    const links = await allItems((page) => connection.api.projects.portalLinks.query({ projectId, ...page }));
    if (json) return output.json({ items: links, nextCursor: null });
    if (links.length === 0)
      return output.say('No links yet. Create one with sitecast projects link <project>.');
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
  summary: 'Revoke a portal link and sign out everyone who used it',
  arguments: {
    project: projectArgument,
    link: { name: 'link-id', summary: 'Link ID, as listed by sitecast projects links' },
  },
  options: connectionOptions,
  async run({ connect, output }, { project, link: linkId, ...flags }) {
    const connection = await asPerson(connect(flags));
    const projectId = await resolveProject(connection, project);
    await connection.api.projects.revokePortalLink.mutate({ projectId, linkId });
    output.say('Revoked the link.');
  },
});

export const previewProject = defineCommand({
  name: 'projects preview',
  summary: 'Print the URL to preview the portal of a project’s client',
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
    output.say('Open it in a browser where you are logged in.');
  },
});

function expiryOf({ expiresAt }: { expiresAt: string | null }): string {
  return expiresAt === null ? 'never' : localTime(expiresAt);
}
