import { type CreatedPortalLink, CreatePortalLink } from '@sitecast/api/portal/links/schema';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/clients.ts';
import { DialogForm } from '../../ui/DialogForm.tsx';
import { Field } from '../../ui/Field.tsx';
import { createForm } from '../../ui/form.ts';
import { Select } from '../../ui/Select.tsx';

interface NewLinkFormProps {
  projectId: string;
  onCancel: () => void;
  onMade: (link: CreatedPortalLink) => void;
}

/** Days; none: until it is revoked. */
const expiries = { never: null, week: 7, month: 30, year: 365 } as const;
type Expiry = keyof typeof expiries;

export function NewLinkForm(props: NewLinkFormProps) {
  const { api } = useWorkspace();
  const form = createForm({
    initial: { label: '', expiry: 'never' as Expiry },
    schema: CreatePortalLink,
    toInput: ({ label, expiry }) => ({ projectId: props.projectId, label, expiresInDays: expiries[expiry] }),
    send: (input) => api.projects.createPortalLink.mutate(input),
    onDone: props.onMade,
  });
  return (
    <DialogForm form={form} verb={t('portalLinks.create')} onCancel={props.onCancel}>
      <Field
        label={t('portalLinks.label')}
        hint={t('portalLinks.labelHint')}
        optional
        value={form.fields.label}
        onChange={(label) => form.set('label', label)}
        error={form.error('label')}
        input={{ autofocus: true, maxlength: 100 }}
      />
      <Select
        label={t('portalLinks.expiry')}
        value={form.fields.expiry}
        onChange={(expiry) => form.set('expiry', expiry)}
        error={form.error('expiresInDays')}
        options={(Object.keys(expiries) as Expiry[]).map((value) => ({
          value,
          label: t(`portalLinks.expiries.${value}`),
        }))}
      />
    </DialogForm>
  );
}
