import { CreateToken, MintableScope, type MintedToken } from '@sitecast/api/tokens/schema';
import { useQueryClient } from '@tanstack/solid-query';
import { createSignal, Show } from 'solid-js';
import { keys } from '../../api/keys.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/i18n.ts';
import { Button } from '../../ui/Button.tsx';
import { Choice } from '../../ui/Choice.tsx';
import { CopySecret } from '../../ui/CopySecret.tsx';
import { Dialog, DialogActions, DialogBody } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { createForm } from '../../ui/form.ts';
import { Select } from '../../ui/Select.tsx';
import { notify } from '../../ui/Toasts.tsx';

const NEVER = 0;
const YEAR = 365;
const expiries = [30, 90, YEAR, NEVER];

interface CreateTokenDialogProps {
  open: boolean;
  onClose: () => void;
}

/** Mints a token; its secret stands here once, and nowhere else again. */
export function CreateTokenDialog(props: CreateTokenDialogProps) {
  const queries = useQueryClient();
  const [minted, setMinted] = createSignal<MintedToken>();
  const close = () => {
    setMinted(undefined);
    props.onClose();
  };
  return (
    <Dialog
      open={props.open}
      onOpenChange={(open) => !open && close()}
      title={minted() ? t('tokens.secretTitle') : t('tokens.create')}
      lead={minted() ? undefined : t('tokens.lead')}
      insistent={minted() !== undefined}
    >
      <Show when={props.open}>
        <Show
          when={minted()}
          fallback={
            <CreateTokenForm
              onCancel={close}
              onMinted={(token) => {
                setMinted(token);
                notify({ tone: 'good', title: t('tokens.created', token.name) });
                void queries.invalidateQueries({ queryKey: keys.tokens });
              }}
            />
          }
        >
          {(token) => (
            <>
              <DialogBody>
                <CopySecret
                  label={t('tokens.secretLabel')}
                  secret={token().token}
                  warning={t('tokens.secretLead', token().name)}
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

function CreateTokenForm(props: { onCancel: () => void; onMinted: (token: MintedToken) => void }) {
  const { api, workspace } = useWorkspace();
  const scopes =
    workspace.role === 'viewer' ? MintableScope.extract(['read']).options : MintableScope.options;
  const form = createForm({
    initial: { name: '', scope: scopes.at(-1) as MintableScope, days: 90 },
    schema: CreateToken,
    toInput: ({ name, scope, days }) => ({ name, scope, expiresInDays: days === NEVER ? undefined : days }),
    send: (input) => api.tokens.create.mutate(input),
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
          hint={t('tokens.nameHint')}
          value={form.fields.name}
          onChange={(name) => form.set('name', name)}
          error={form.error('name')}
          input={{ autofocus: true, maxlength: 100 }}
        />
        <Choice
          label={t('tokens.scope')}
          value={form.fields.scope}
          onChange={(scope) => form.set('scope', scope)}
          options={scopes.map((value) => ({
            value,
            label: t(`tokens.scopes.${value}`),
            hint: t(`tokens.may.${value}`),
          }))}
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
