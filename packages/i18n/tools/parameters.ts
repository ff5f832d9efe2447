import { parse, type Token } from '@messageformat/parser';

/** The TypeScript type of a parameter: what a plural counts and what is formatted as a number is a number. */
export type ParameterType = 'string' | 'number';

/**
 * The parameters of a message in ICU MessageFormat.
 *
 * @throws Error when the message is not valid, or needs a parameter to be a text and a number
 */
export function parametersOf(message: string): Map<string, ParameterType> {
  const found = new Map<string, ParameterType>();
  const add = (name: string, type: ParameterType) => {
    if ((found.get(name) ?? type) !== type) throw new Error(`{${name}} is a text and a number`);
    found.set(name, type);
  };
  const walk = (tokens: Token[]) => {
    for (const token of tokens) {
      if (token.type === 'argument') add(token.arg, 'string');
      if (token.type === 'function') {
        if (token.key !== 'number') throw new Error(`{${token.arg}, ${token.key}} is not supported`);
        add(token.arg, 'number');
      }
      if (token.type === 'plural' || token.type === 'selectordinal' || token.type === 'select') {
        add(token.arg, token.type === 'select' ? 'string' : 'number');
        for (const { tokens } of token.cases) walk(tokens);
      }
    }
  };
  walk(parse(message));
  return found;
}
