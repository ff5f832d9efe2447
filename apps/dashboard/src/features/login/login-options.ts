import type { LoginOptions } from '@sitecast/api/people/session/schema';
import { type Accessor, createSignal } from 'solid-js';
import { publicApi } from '../../session/session.ts';

/** The ways in besides the password; none until the server has answered, nor when it does not. */
export function createLoginOptions(): Accessor<LoginOptions | undefined> {
  const [options, setOptions] = createSignal<LoginOptions>();
  publicApi.session.loginOptions.query().then(setOptions, () => {});
  return options;
}
