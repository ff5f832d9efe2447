import {
  CreatePersonalToken,
  type MintedPersonalToken,
  type PersonalToken,
  RotatePersonalToken,
} from '@sitecast/api/personal-tokens/schema';
import { useQueryClient } from '@tanstack/solid-query';
import { createSignal, type JSX, Show } from 'solid-js';
import { keys } from '../../api/keys.ts';
import { useAccount } from '../../api/workspace.tsx';
import { t } from '../../i18n/i18n.ts';
import { Button } from '../../ui/Button.tsx';
import { CopySecret } from '../../ui/CopySecret.tsx';
import { Dialog, DialogActions, DialogBody } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { createForm } from '../../ui/form.ts';
import { Select } from '../../ui/Select.tsx';
import { notify } from '../../ui/Toasts.tsx';

const NEVER = 0;
const YEAR = 365;
const expiries = [30, 90, YEAR, NEVER];
/** In minutes. */
const graces = [0, 15, 60, 24 * 60];

/** Creates a token; its secret stands here once, and nowhere else again. */
export function CreateDialog(props: { open: boolean; onClose: () => void }) {
  return (
    <SecretDialog
      open={props.open}
      title={t('tokens.create')}
      lead={t('personalTokens.lead')}
      said={(name) => t('tokens.created', name)}
      onClose={props.onClose}
      form={(onMinted) => <CreateForm onCancel={props.onClose} onMinted={onMinted} />}
    />
  );
}

/** Puts a new token in the place of one. */
export function RotateDialog(props: { token: PersonalToken | undefined; onClose: () => void }) {
  return (
    <SecretDialog
      open={props.token !== undefined}
      title={t('personalTokens.rotateTitle', props.token?.name ?? '')}
      lead={t('personalTokens.rotateLead')}
      said={(name) => t('personalTokens.rotated', name)}
      onClose={props.onClose}
      form={(onMinted) => (
        <Show when={props.token}>
          {(token) => <RotateForm token={token()} onCancel={props.onClose} onMinted={onMinted} />}
        </Show>
      )}
    />
  );
}

type OnMinted = (token: MintedPersonalToken) => void;

interface SecretDialogProps {
  open: boolean;
  title: string;
  lead: string;
  /** What is told once there is a new token. */
  said: (name: string) => string;
  onClose: () => void;
  form: (onMinted: OnMinted) => JSX.Element;
}

/** First a form, then the secret that it brought about. */
function SecretDialog(props: SecretDialogProps) {
  const queries = useQueryClient();
  const [minted, setMinted] = createSignal<MintedPersonalToken>();
  const close = () => {
    setMinted(undefined);
    props.onClose();
  };
  const take = (token: MintedPersonalToken) => {
    setMinted(token);
    notify({ tone: 'good', title: props.said(token.name) });
    void queries.invalidateQueries({ queryKey: keys.personalTokens });
  };
  return (
    <Dialog
      open={props.open}
      onOpenChange={(open) => !open && close()}
      title={minted() ? t('tokens.secretTitle') : props.title}
      lead={minted() ? undefined : props.lead}
      insistent={minted() !== undefined}
    >
      <Show when={props.open}>
        <Show when={minted()} fallback={props.form(take)}>
          {(token) => (
            <>
              <DialogBody>
                <CopySecret
                  label={t('tokens.secretLabel')}
                  secret={token().token}
                  warning={t('personalTokens.secretLead', token().name)}
                />
              </DialogBody>
              <DialogActions>
                <Button onClick={close}>{t('tokens.done')}</Button>
              </DialogActions>
            </>
          )}
        </Show>
      </Show>
    </Dialog>
  );
}

function CreateForm(props: { onCancel: () => void; onMinted: OnMinted }) {
  const { api } = useAccount();
  const form = createForm({
    initial: { name: '', days: 90 },
    schema: CreatePersonalToken,
    toInput: ({ name, days }) => ({ name, expiresInDays: days === NEVER ? null : days }),
    send: (input) => api.personalTokens.create.mutate(input),
    onDone: (token) => props.onMinted(token),
  });
  const expiryLabel = (days: number) => {
    if (days === NEVER) return t('tokens.expiries.never');
    return days === YEAR ? t('tokens.expiries.year') : t('tokens.expiries.days', days);
  };
  return (
    <form onSubmit={form.submit} novalidate>
      <DialogBody>
        <Field
          label={t('tokens.name')}
          hint={t('personalTokens.nameHint')}
          value={form.fields.name}
          onChange={(name) => form.set('name', name)}
          error={form.error('name')}
          input={{ autofocus: true, maxlength: 100 }}
        />
        <Select
          label={t('tokens.expiry')}
          value={form.fields.days}
          onChange={(days) => form.set('days', days)}
          error={form.error('expiresInDays')}
          options={expiries.map((value) => ({ value, label: expiryLabel(value) }))}
        />
      </DialogBody>
      <DialogActions>
        <Button onClick={props.onCancel}>{t('common.cancel')}</Button>
        <Button type="submit" variant="primary" busy={form.busy()}>
          {t('tokens.create')}
        </Button>
      </DialogActions>
    </form>
  );
}

function RotateForm(props: { token: PersonalToken; onCancel: () => void; onMinted: OnMinted }) {
  const { api } = useAccount();
  const { id } = props.token;
  const form = createForm({
    initial: { graceMinutes: 0 },
    schema: RotatePersonalToken,
    toInput: (fields) => ({ tokenId: id, ...fields }),
    send: (input) => api.personalTokens.rotate.mutate(input),
    onDone: (token) => props.onMinted(token),
  });
  const graceLabel = (minutes: number) => {
    if (minutes === 0) return t('personalTokens.graces.none');
    return minutes < 60
      ? t('personalTokens.graces.minutes', minutes)
      : t('personalTokens.graces.hours', minutes / 60);
  };
  return (
    <form onSubmit={form.submit} novalidate>
      <DialogBody>
        <Select
          label={t('personalTokens.grace')}
          value={form.fields.graceMinutes}
          onChange={(minutes) => form.set('graceMinutes', minutes)}
          error={form.error('graceMinutes')}
          options={graces.map((value) => ({ value, label: graceLabel(value) }))}
        />
      </DialogBody>
      <DialogActions>
        <Button onClick={props.onCancel}>{t('common.cancel')}</Button>
        <Button type="submit" variant="primary" busy={form.busy()}>
          {t('personalTokens.rotate')}
        </Button>
      </DialogActions>
    </form>
  );
}
