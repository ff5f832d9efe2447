import { toClientProblem } from '@sitecast/client';
import { formatNumber } from '@sitecast/ui';
import { createMemo, createSignal } from 'solid-js';
import { createStore } from 'solid-js/store';
import { config, type z } from 'zod';
import { notifyProblem } from '../api/problem.ts';
import { t } from '../i18n/i18n.ts';

// zod would compile its checks with `new Function`, which the page's CSP forbids.
config({ jitless: true });

interface FormOptions<Fields extends object, Schema extends z.ZodType, Answer> {
  initial: Fields;
  schema: Schema;
  /** What the fields mean to the schema. */
  toInput: (fields: Fields) => unknown;
  send: (input: z.output<Schema>) => Promise<Answer>;
  onDone: (answer: Answer) => void;
  /** A sentence for a failure that belongs to a field: its name and what to do. */
  placeProblem?: (code: string) => { field: string; message: string } | undefined;
}

/**
 * A form over the same schema as the server's. Errors stand at their field, those of the schema as those of the
 * server; what belongs to no field becomes a notice. After the first try the schema is asked at every change.
 */
export function createForm<Fields extends object, Schema extends z.ZodType, Answer>(
  options: FormOptions<Fields, Schema, Answer>,
) {
  const [fields, setFields] = createStore<Fields>(options.initial);
  const [tried, setTried] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [refused, setRefused] = createSignal<Record<string, string>>({});
  const check = createMemo(() => options.schema.safeParse(options.toInput({ ...fields })));

  async function submit(event?: Event): Promise<void> {
    event?.preventDefault();
    if (busy()) return;
    setTried(true);
    setRefused({});
    const checked = check();
    if (!checked.success) {
      focusFirstError(event);
      return;
    }
    setBusy(true);
    try {
      const answer = await options.send(checked.data);
      setTried(false);
      options.onDone(answer);
    } catch (error) {
      const problem = toClientProblem(error);
      const placed = options.placeProblem?.(problem.code);
      if (placed) setRefused({ [placed.field]: placed.message });
      else if (problem.errors.length > 0)
        setRefused(Object.fromEntries(problem.errors.map(({ path, message }) => [path.join('.'), message])));
      else notifyProblem(error);
      focusFirstError(event);
    } finally {
      setBusy(false);
    }
  }

  return {
    fields,
    busy,
    submit,
    /** Sets one field; what the server said of it no longer holds. */
    set<Name extends keyof Fields & string>(name: Name, value: Fields[Name]): void {
      setFields((known) => ({ ...known, [name]: value }));
      setRefused((said) =>
        Object.fromEntries(Object.entries(said).filter(([path]) => !path.split('.').includes(name))),
      );
    },
    /** What is wrong with a field of the input: by its name, or by its path such as `source.host`. */
    error(name: string): string | undefined {
      const isOf = (path: string) => path === name || path.startsWith(`${name}.`);
      const said = Object.entries(refused()).find(([path]) => isOf(path));
      if (said) return said[1];
      const checked = check();
      if (!tried() || checked.success) return undefined;
      const issue = checked.error.issues.find(({ path }) => isOf(path.join('.')));
      return issue && issueText(issue);
    },
  };
}

/** Where the eyes have to go; once the errors are drawn. */
function focusFirstError(event: Event | undefined): void {
  const form = event?.currentTarget ?? event?.target;
  if (!(form instanceof HTMLElement)) return;
  queueMicrotask(() => form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
}

/** What a refused value needs, in the person's language. */
function issueText(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'too_small':
      if (issue.origin === 'string') return t('fields.required');
      if (issue.origin === 'array') return t('fields.chooseOne');
      return t('fields.atLeast', formatNumber(Number(issue.minimum)));
    case 'too_big':
      if (issue.origin === 'string') return t('fields.tooLong', formatNumber(Number(issue.maximum)));
      return t('fields.atMost', formatNumber(Number(issue.maximum)));
    case 'invalid_type':
      if (issue.expected === 'int') return t('fields.whole');
      return issue.expected === 'number' ? t('fields.number') : t('fields.required');
    case 'invalid_format':
      if (issue.format === 'url') return t('fields.url');
      return issue.format === 'email' ? t('fields.email') : t('fields.invalid');
    default:
      return t('fields.invalid');
  }
}
