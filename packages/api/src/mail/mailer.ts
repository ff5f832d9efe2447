/** A mail in plain text to one person. */
export interface Mail {
  /** One e-mail address. */
  to: string;
  subject: string;
  text: string;
}

/** Sends mail. `App.mail` is null where no mail server is set: `(await ctx.mail?.send(mail)) ?? false`. */
export interface Mailer {
  /**
   * Whether the mail server has taken it. Never rejects and takes 10 s at most: what hangs on a mail that can't be
   * sent goes on, and its answer says so (`emailSent: false`). Send after the transaction is committed.
   */
  send(mail: Mail): Promise<boolean>;
}
