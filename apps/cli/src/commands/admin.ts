import type { User } from '@sitecast/api/people/users/schema';
import { defineCommand } from '../command.ts';
import { cancelled, misused } from '../errors.ts';
import { choice, flag, jsonOption, serverOption, text } from '../options.ts';
import type { Output } from '../output.ts';
import { allItems } from '../pages.ts';
import { count } from '../text.ts';
import { ago } from '../time.ts';
import { findUser, userArgument, userState } from '../users.ts';

const ROLES = ['admin', 'user'] as const;

export const listUsers = defineCommand({
  name: 'admin list-users',
  summary: 'List the users of the server',
  options: {
    search: text('<text>', 'Only those with this in their e-mail address or name'),
    server: serverOption,
    json: jsonOption,
  },
  async run({ connectAsPerson, output }, { search, json, server }) {
    const { api } = await connectAsPerson({ server });
    const users = await allItems((page) => api.users.list.query({ ...page, search }));
    if (json) return output.json({ items: users, nextCursor: null });
    if (users.length === 0) return output.say('No user matches.');
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
  summary: 'Add a user, who chooses a password by a link',
  arguments: { email: { name: 'email', summary: 'The new user’s e-mail address' } },
  options: {
    name: text('<name>', 'Default: what stands before the @'),
    role: choice(ROLES, 'On the whole server; default: user'),
    invite: flag('Send the link by mail'),
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
  summary: 'Make a user an administrator of the server, or no longer',
  arguments: { user: userArgument, role: { name: 'role', summary: 'On the whole server', choices: ROLES } },
  options: { server: serverOption, json: jsonOption },
  async run({ connectAsPerson, output }, { user: idOrEmail, role, json, server }) {
    const connection = await connectAsPerson({ server });
    const { id } = await findUser(connection, idOrEmail);
    const user = await connection.api.users.update.mutate({ userId: id, role: role as User['role'] });
    if (json) return output.json(user);
    output.say(`${user.email} is ${user.role === 'admin' ? 'an administrator' : 'a user'} now.`);
  },
});

export const activateUser = defineCommand({
  name: 'admin activate',
  summary: 'Let a deactivated user log in again',
  arguments: { user: userArgument },
  options: { server: serverOption, json: jsonOption },
  async run({ connectAsPerson, output }, { user: idOrEmail, json, server }) {
    const connection = await connectAsPerson({ server });
    const { id } = await findUser(connection, idOrEmail);
    const user = await connection.api.users.activate.mutate({ userId: id });
    if (json) return output.json(user);
    output.say(`${user.email} may log in again.`);
  },
});

export const deactivateUser = defineCommand({
  name: 'admin deactivate',
  summary: 'Shut a user out at once, with all sessions and tokens',
  arguments: { user: userArgument },
  options: { server: serverOption, json: jsonOption },
  async run({ connectAsPerson, output }, { user: idOrEmail, json, server }) {
    const connection = await connectAsPerson({ server });
    const { id } = await findUser(connection, idOrEmail);
    const user = await connection.api.users.deactivate.mutate({ userId: id });
    if (json) return output.json(user);
    output.say(`${user.email} is shut out: sessions and tokens have ended.`);
  },
});

export const removeUser = defineCommand({
  name: 'admin remove-user',
  summary: 'Delete a user for good',
  arguments: { user: userArgument },
  options: { yes: flag('Do not ask'), server: serverOption },
  async run({ connectAsPerson, output, prompt }, { user: idOrEmail, yes, server }) {
    if (!yes && !prompt.interactive)
      throw misused('Nobody can be asked here: give --yes to delete the user.');
    const connection = await connectAsPerson({ server });
    const { id, email } = await findUser(connection, idOrEmail);
    if (!yes && !/^y(es)?$/i.test((await prompt.ask(`Delete ${email} for good? [y/N] `)).trim()))
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
  if (sent) return `The link was sent to ${email}. It works once.`;
  if (wanted)
    return `The server could not send the mail: pass the link on to ${email} yourself. It works once.`;
  return `Pass the link on to ${email}: it works once, and is not shown again.`;
}
