import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/**
 * Who gets a page. `open`: everyone. `user`: everyone who is logged in. `manager`: admins of any workspace; which one
 * the dashboard shows is up to it, since the API says what they may read. `admin`: platform admins.
 */
const PageAccess = z.enum(['open', 'user', 'manager', 'admin']);
export type PageAccess = z.infer<typeof PageAccess>;

const Page = z.object({
  /** `/screens/:deviceId`: a part that begins with a colon is a parameter. */
  path: z.templateLiteral(['/', z.string()]),
  access: PageAccess,
  /** The address holds a secret: it is neither cached nor sent as a referrer. */
  secret: z.boolean().default(false),
  /** Where the page really is, for an address that people may look for. */
  leadsTo: z.templateLiteral(['/', z.string()]).optional(),
});
export type Page = z.infer<typeof Page>;

/**
 * The pages of the dashboard, which its build writes beside its files from its own table.
 *
 * @param root folder of the built dashboard; a dashboard that isn't built has no pages
 */
export function readPages(root: string): Page[] {
  const file = join(root, 'pages.json');
  return existsSync(file) ? Page.array().parse(JSON.parse(readFileSync(file, 'utf8'))) : [];
}

/** @returns the page at a path, if there is one */
export function pageFinder(pages: Page[]): (path: string) => Page | undefined {
  const patterns = pages.map((page) => ({
    page,
    pattern: new RegExp(`^${page.path.replaceAll(/:\w+/g, '[^/]+')}$`),
  }));
  return (path) => patterns.find(({ pattern }) => pattern.test(path))?.page;
}
