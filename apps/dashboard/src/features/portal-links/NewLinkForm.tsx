import { type CreatedPortalLink, CreatePortalLink } from '@sitecast/api/portal/links/schema';
import { useForm } from '../../api/form.ts';
import { keys } from '../../api/keys.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/clients.ts';
import { DialogForm } from '../../ui/DialogForm.tsx';
import { Field } from '../../ui/Field.tsx';
import { Select } from '../../ui/Select.tsx';

interface NewLinkFormProps {
  projectId: string;
  onCancel: () => void;
  onCreated: (link: CreatedPortalLink) => void;
}

/** In days; null until it is revoked. */
const expiries = { never: null, week: 7, month: 30, year: 365 } as const;
type Expiry = keyof typeof expiries;

export function NewLinkForm(props: NewLinkFormProps) {
  const { api } = useWorkspace();
  const form = useForm({
    initial: { label: '', expiry: 'never' as Expiry },
    schema: CreatePortalLink,
    toInput: ({ label, expiry }) => ({ projectId: props.projectId, label, expiresInDays: expiries[expiry] }),
    send: (input) => api.projects.createPortalLink.mutate(input),
    said: () => t('portalLinks.created'),
    stale: [keys.portalLinks(props.projectId)],
    onDone: props.onCreated,
  });
  return (
    <DialogForm form={form} verb={t('portalLinks.create')} onCancel={props.onCancel}>
      <Field
        {...form.field('label')}
        label={t('portalLinks.label')}
        hint={t('portalLinks.labelHint')}
        optional
        input={{ autofocus: true, maxlength: 100 }}
      />
      <Select
        {...form.field('expiry', 'expiresInDays')}
        label={t('portalLinks.expiry')}
        options={(Object.keys(expiries) as Expiry[]).map((value) => ({
          value,
          label: t(`portalLinks.expiries.${value}`),
        }))}
      />
    </DialogForm>
  );
}
