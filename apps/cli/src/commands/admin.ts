import type { User } from '@sitecast/api/people/users/schema';
import { defineCommand } from '../command.ts';
import { cancelled, usageError } from '../errors.ts';
import { choice, flag, jsonOption, serverOption, text } from '../options.ts';
import type { Output } from '../output.ts';
import { allItems } from '../pages.ts';
import { count } from '../text.ts';
import { ago } from '../time.ts';
import { findUser, userArgument, userState } from '../users.ts';

const ROLES = ['admin', 'user'] as const;

export const listUsers = defineCommand({
  name: 'admin list-users',
  summary: 'List users',
  options: {
    search: text('<text>', 'Filter by e-mail address or name'),
    server: serverOption,
    json: jsonOption,
  },
  async run({ connectAsPerson, output }, { search, json, server }) {
    const { api } = await connectAsPerson({ server });
    const users = await allItems((page) => api.users.list.query({ ...page, search }));
    if (json) return output.json({ items: users, nextCursor: null });
    if (users.length === 0) return output.say('No users found.');
    output.table(
      [
        { title: 'E-MAIL', cell: ({ email }) => email },
        { title: 'NAME', cell: ({ name }) => name },
        { title: 'ROLE', cell: ({ role }) => role },
        { title: 'STATUS', cell: userState },
        {
          title: 'LAST LOGIN',
          cell: ({ lastLoginAt }) => (lastLoginAt === null ? 'never' : ago(lastLoginAt)),
        },
        { title: 'ID', cell: ({ id }) => id, whole: true },
      ],
      users,
    );
    output.say(`${count(users.length, 'user')}.`);
  },
});

export const addUser = defineCommand({
  name: 'admin add-user',
  summary: 'Add a user and create an invitation link to set a password',
  arguments: { email: { name: 'email', summary: 'E-mail address of the new user' } },
  options: {
    name: text('<name>', 'Name (default: the part of the e-mail address before the @)'),
    role: choice(ROLES, 'Server role (default: user)'),
    invite: flag('Send the invitation by e-mail'),
    server: serverOption,
    json: jsonOption,
  },
  async run({ connectAsPerson, output }, { email, name, role, invite, json, server }) {
    const { api } = await connectAsPerson({ server });
    const user = await api.users.create.mutate({ email, name, role, sendInvite: invite });
    if (json) return output.json(user);
    showUser(output, user, [['Invitation', user.inviteUrl]]);
    output.say(linkSent(user.inviteEmailSent, user.email, invite));
  },
});

export const setRole = defineCommand({
  name: 'admin set-role',
  summary: 'Change the server role of a user',
  arguments: { user: userArgument, role: { name: 'role', summary: 'Server role', choices: ROLES } },
  options: { server: serverOption, json: jsonOption },
  async run({ connectAsPerson, output }, { user: idOrEmail, role, json, server }) {
    const connection = await connectAsPerson({ server });
    const { id } = await findUser(connection, idOrEmail);
    const user = await connection.api.users.update.mutate({ userId: id, role: role as User['role'] });
    if (json) return output.json(user);
    output.say(`${user.email} is now ${user.role === 'admin' ? 'an administrator' : 'a user'}.`);
  },
});

export const activateUser = defineCommand({
  name: 'admin activate',
  summary: 'Activate a user',
  arguments: { user: userArgument },
  options: { server: serverOption, json: jsonOption },
  async run({ connectAsPerson, output }, { user: idOrEmail, json, server }) {
    const connection = await connectAsPerson({ server });
    const { id } = await findUser(connection, idOrEmail);
    const user = await connection.api.users.activate.mutate({ userId: id });
    if (json) return output.json(user);
    output.say(`Activated ${user.email}.`);
  },
});

export const deactivateUser = defineCommand({
  name: 'admin deactivate',
  summary: 'Deactivate a user and end their sessions and tokens',
  arguments: { user: userArgument },
  options: { server: serverOption, json: jsonOption },
  async run({ connectAsPerson, output }, { user: idOrEmail, json, server }) {
    const connection = await connectAsPerson({ server });
    const { id } = await findUser(connection, idOrEmail);
    const user = await connection.api.users.deactivate.mutate({ userId: id });
    if (json) return output.json(user);
    output.say(`Deactivated ${user.email}. Their sessions and tokens no longer work.`);
  },
});

export const removeUser = defineCommand({
  name: 'admin remove-user',
  summary: 'Delete a user permanently',
  arguments: { user: userArgument },
  options: { yes: flag('Skip the confirmation prompt'), server: serverOption },
  async run({ connectAsPerson, output, prompt }, { user: idOrEmail, yes, server }) {
    if (!yes && !prompt.interactive)
      throw usageError('--yes is required to delete the user when not running interactively.');
    const connection = await connectAsPerson({ server });
    const { id, email } = await findUser(connection, idOrEmail);
    if (!yes && !/^y(es)?$/i.test((await prompt.ask(`Permanently delete ${email}? [y/N] `)).trim()))
      throw cancelled();
    await connection.api.users.remove.mutate({ userId: id });
    output.say(`Deleted ${email}.`);
  },
});

function showUser(output: Output, user: User, more: [label: string, value: string][]): void {
  output.details([
    ['E-mail', user.email],
    ['Name', user.name],
    ['Role', user.role],
    ['ID', user.id],
    ...more,
  ]);
}

function linkSent(sent: boolean, email: string, wanted: true | undefined): string {
  if (sent) return `The invitation was sent to ${email}. The link works once.`;
  if (wanted)
    return `The server could not send the e-mail. Send the link to ${email} yourself. It works once.`;
  return `Send the link to ${email}. It works once and won't be shown again.`;
}
