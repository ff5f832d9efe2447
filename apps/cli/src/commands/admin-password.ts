import { defineCommand } from '../command.ts';
import { usageError } from '../errors.ts';
import { jsonOption, serverOption } from '../options.ts';
import type { Prompt } from '../prompt.ts';
import { localTime } from '../time.ts';
import { findUser, userArgument } from '../users.ts';

export const resetPassword = defineCommand({
  name: 'admin reset-password',
  summary: 'Create a link for a user to set a new password',
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
        ? `The link was also sent to ${email}. It works once.`
        : `Send the link to ${email}. It works once and won't be shown again.`,
    );
  },
});

export const setPassword = defineCommand({
  name: 'admin set-password',
  summary: 'Set a temporary password for a user, who must change it at the next login',
  arguments: { user: userArgument },
  options: { server: serverOption },
  async run({ connectAsPerson, output, prompt }, { user: idOrEmail, server }) {
    const connection = await connectAsPerson({ server });
    const { id, email } = await findUser(connection, idOrEmail);
    const password = await newPassword(prompt, email);
    await connection.api.users.setPassword.mutate({ userId: id, password });
    output.say(`Password set. ${email} must change it at the next login.`);
  },
});

/** Asks for the password twice, because it is hidden; without a terminal, reads the first line of stdin. */
async function newPassword(prompt: Prompt, email: string): Promise<string> {
  if (!prompt.interactive) {
    const line = await prompt.readLine();
    if (line) return line;
    throw usageError('No password given. Pipe it into stdin.');
  }
  const password = await prompt.askHidden(`New password for ${email}: `);
  if (password === '') throw usageError('The password is empty. Nothing was changed.');
  if ((await prompt.askHidden('Repeat the new password: ')) === password) return password;
  throw usageError('The passwords do not match. Nothing was changed.');
}
