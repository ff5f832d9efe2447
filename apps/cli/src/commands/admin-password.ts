import { defineCommand } from '../command.ts';
import { misused } from '../errors.ts';
import { jsonOption, serverOption } from '../options.ts';
import type { Prompt } from '../prompt.ts';
import { localTime } from '../time.ts';
import { findUser, userArgument } from '../users.ts';

export const resetPassword = defineCommand({
  name: 'admin reset-password',
  summary: 'Make a link by which a user chooses a new password',
  arguments: { user: userArgument },
  options: { server: serverOption, json: jsonOption },
  async run({ connectAsPerson, output }, { user: idOrEmail, json, server }) {
    const connection = await connectAsPerson({ server });
    const { id, email } = await findUser(connection, idOrEmail);
    const reset = await connection.api.users.resetPassword.mutate({ userId: id });
    if (json) return output.json(reset);
    output.details([
      ['User', email],
      ['Link', reset.resetUrl],
      ['Expires', localTime(reset.expiresAt)],
    ]);
    output.say(
      reset.emailSent
        ? `The link was sent to ${email} too. It works once.`
        : `Pass the link on to ${email}: it works once, and is not shown again.`,
    );
  },
});

export const setPassword = defineCommand({
  name: 'admin set-password',
  summary: 'Give a user a password, to be changed at the next login',
  arguments: { user: userArgument },
  options: { server: serverOption },
  async run({ connectAsPerson, output, prompt }, { user: idOrEmail, server }) {
    const connection = await connectAsPerson({ server });
    const { id, email } = await findUser(connection, idOrEmail);
    const password = await newPassword(prompt, email);
    await connection.api.users.setPassword.mutate({ userId: id, password });
    output.say(`${email} has the new password, and must change it at the next login.`);
  },
});

/** Typed twice, as nobody sees it; or the first line of stdin. */
async function newPassword(prompt: Prompt, email: string): Promise<string> {
  if (!prompt.interactive) {
    const line = await prompt.readLine();
    if (line) return line;
    throw misused('There is no password: type it, or pipe it into stdin.');
  }
  const password = await prompt.askHidden(`New password for ${email}: `);
  if (password === '') throw misused('There is no password: nothing was changed.');
  if ((await prompt.askHidden('The same again: ')) === password) return password;
  throw misused('The two are not the same: nothing was changed.');
}
