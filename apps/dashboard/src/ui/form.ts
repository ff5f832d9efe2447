import { toClientProblem } from '@sitecast/client';
import { createMemo, createSignal } from 'solid-js';
import { createStore } from 'solid-js/store';
import { config, type z } from 'zod';
import { notifyProblem } from '../api/problem.ts';
import { t } from '../i18n/i18n.ts';
import { notify } from './Toasts.tsx';

// zod would compile its checks with `new Function`, which the page's CSP forbids.
config({ jitless: true });

export interface FormOptions<Fields extends object, Schema extends z.ZodType, Answer> {
  initial: Fields;
  schema: Schema;
  /** Turns the fields into the schema's input; without it they are the input. */
  toInput?: (fields: Fields) => unknown;
  send: (input: z.output<Schema>) => Promise<Answer>;
  /** The toast that reports success; none without it. */
  said?: (answer: Answer) => string;
  /** What else follows success, such as closing the dialog. */
  onDone?: (answer: Answer) => unknown;
  /** Assigns an error code to a field: the field's name and what to do. */
  placeProblem?: (code: string) => { field: string; message: string } | undefined;
}

/**
 * A form over the same schema as the server's. Errors of the schema and of the server appear at their fields; what
 * belongs to no field becomes a toast. After the first attempt the schema is checked at every change.
 * Behind the login, `useForm` also reads stale queries again.
 */
export function createForm<Fields extends object, Schema extends z.ZodType, Answer>(
  options: FormOptions<Fields, Schema, Answer>,
) {
  const [fields, setFields] = createStore<Fields>(options.initial);
  const [tried, setTried] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [answer, setAnswer] = createSignal<Answer>();
  const [refused, setRefused] = createSignal<Record<string, string>>({});
  const check = createMemo(() => {
    const values = { ...fields };
    return options.schema.safeParse(options.toInput ? options.toInput(values) : values);
  });

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
      const answered = await options.send(checked.data);
      setTried(false);
      setAnswer(() => answered);
      if (options.said) notify({ tone: 'good', title: options.said(answered) });
      options.onDone?.(answered);
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

  /** Sets one field and forgets what the server said about it. */
  function set<Name extends keyof Fields & string>(name: Name, value: Fields[Name]): void {
    setFields((known) => ({ ...known, [name]: value }));
    setRefused((said) =>
      Object.fromEntries(Object.entries(said).filter(([path]) => !path.split('.').includes(name))),
    );
  }

  /** The error of a field of the input, by its name or by its path such as `source.host`. */
  function error(name: string): string | undefined {
    const isOf = (path: string) => path === name || path.startsWith(`${name}.`);
    const said = Object.entries(refused()).find(([path]) => isOf(path));
    if (said) return said[1];
    const checked = check();
    if (!tried() || checked.success) return undefined;
    const issue = checked.error.issues.find(({ path }) => isOf(path.join('.')));
    return issue && issueText(issue);
  }

  return {
    fields,
    busy,
    /** What the server last answered, such as a token that is shown once. */
    answer,
    submit,
    set,
    error,
    /**
     * The props that bind an input to a field: `<Field {...form.field('name')} label="…" />`; also for `Select`,
     * `Choice`, `PasswordField` and the other inputs with a `value`.
     *
     * @param path of the input's field whose error it shows, where it is called otherwise
     */
    field<Name extends keyof Fields & string>(name: Name, path: string = name) {
      return {
        get value(): Fields[Name] {
          return fields[name];
        },
        /** The same, as a `Switch` calls it. */
        get checked(): Fields[Name] {
          return fields[name];
        },
        onChange: (value: Fields[Name]) => set(name, value),
        get error(): string | undefined {
          return error(path);
        },
      };
    },
  };
}

/** A form with these fields, for components that draw some of them. */
export type Form<Fields extends object> = ReturnType<typeof createForm<Fields, z.ZodType, unknown>>;

/** Focuses the first field with an error, once the errors are rendered. */
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
      return t('fields.atLeast', { min: Number(issue.minimum) });
    case 'too_big':
      if (issue.origin === 'string') return t('fields.tooLong', { max: Number(issue.maximum) });
      return t('fields.atMost', { max: Number(issue.maximum) });
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
