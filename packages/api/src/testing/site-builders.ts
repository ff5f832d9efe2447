import { Readable } from 'node:stream';
import { generateSecret, sha256, signPortalSession } from '@sitecast/auth';
import type { UnitSource } from '@sitecast/monitor';
import { uuidv7 } from 'uuidv7';
import { AlertCondition, type StoredAction } from '../alerts/rules/schema.ts';
import type { App } from '../core/context.ts';

export interface TestProject {
  id: string;
  name: string;
  timezone: string;
  workspaceId: string;
}

export interface TestClient {
  id: string;
  name: string;
  workspaceId: string;
}

export interface TestClientFile {
  id: string;
  clientId: string;
  name: string;
  sha256: string;
}

export interface TestPortalLink {
  id: string;
  clientId: string;
  /** The secret in its URL. */
  token: string;
  /** The portal cookie of a browser that opened the link. */
  session: string;
}

export interface TestLocation {
  id: string;
  name: string;
  projectId: string;
}

export interface TestUnit {
  id: string;
  name: string;
  workspaceId: string;
}

export interface TestRule {
  id: string;
  name: string;
  workspaceId: string;
}

interface InWorkspace {
  workspace?: { id: string };
}

/** Builders of sites, meters and alerts. @param workspace builds one for rows that are not given any */
export function createSiteBuilders({ db, now, key, files }: App, workspace: () => Promise<{ id: string }>) {
  let built = 0;
  const next = () => ++built;

  async function client({
    workspace: home,
    name = `Client ${next()}`,
    active = true,
  }: InWorkspace & { name?: string; active?: boolean } = {}): Promise<TestClient> {
    const workspaceId = (home ?? (await workspace())).id;
    const id = uuidv7();
    return db.client.create({
      data: { id, workspaceId, name, slug: `client-${id}`, active, createdAt: now() },
      select: { id: true, name: true, workspaceId: true },
    });
  }

  async function clientFile({
    client: of,
    workspace: home,
    name = `file-${next()}.txt`,
    content = name,
  }: InWorkspace & {
    client?: { id: string };
    name?: string;
    content?: string | Buffer;
  } = {}): Promise<TestClientFile> {
    const clientId = (of ?? (await client({ workspace: home }))).id;
    const received = await files.receive(Readable.from([Buffer.from(content)]), { maxBytes: 1e9 });
    const { sha256, size } = received;
    const data = { id: uuidv7(), clientId, name, mimeType: 'text/plain', size, sha256, createdAt: now() };
    const select = { id: true, clientId: true, name: true, sha256: true };
    try {
      return await files.keep(received, () =>
        db.clientFile.create({ data: { ...data, createdByLabel: 'somebody@example.com' }, select }),
      );
    } finally {
      await files.discard(received);
    }
  }

  async function portalLink({
    client: of,
    expiresAt = null,
    workspace: home,
  }: InWorkspace & { client?: { id: string }; expiresAt?: Date | null } = {}): Promise<TestPortalLink> {
    const clientId = (of ?? (await client({ workspace: home }))).id;
    const token = generateSecret();
    const { id } = await db.portalLink.create({
      data: { id: uuidv7(), clientId, tokenHash: sha256(token), label: '', createdAt: now(), expiresAt },
      select: { id: true },
    });
    const session = await signPortalSession(key, { linkId: id, password: null }, now());
    return { id, token, session, clientId };
  }

  async function project({
    workspace: home,
    client: of,
    name = `Project ${next()}`,
    timezone = 'Europe/Berlin',
  }: InWorkspace & {
    client?: TestClient;
    name?: string;
    timezone?: string;
  } = {}): Promise<TestProject> {
    const workspaceId = of?.workspaceId ?? (home ?? (await workspace())).id;
    return db.project.create({
      data: { id: uuidv7(), workspaceId, clientId: of?.id, name, timezone, createdAt: now() },
      select: { id: true, name: true, timezone: true, workspaceId: true },
    });
  }

  async function location({
    project: parent,
    name = `Location ${next()}`,
    ...rest
  }: InWorkspace & { project?: { id: string }; name?: string } = {}): Promise<TestLocation> {
    const projectId = (parent ?? (await project(rest))).id;
    return db.location.create({
      data: { id: uuidv7(), projectId, name, createdAt: now() },
      select: { id: true, name: true, projectId: true },
    });
  }

  /** @param options.at the location that it is assigned to from now on */
  async function unit({
    workspace: home,
    name = `Meter ${next()}`,
    source = { kind: 'push' },
    at,
  }: InWorkspace & { name?: string; source?: UnitSource; at?: TestLocation } = {}): Promise<TestUnit> {
    const workspaceId = home?.id ?? (at ? await workspaceOf(at) : (await workspace()).id);
    const assignment = at && {
      id: uuidv7(),
      locationId: at.id,
      assignedFrom: now(),
      activeLocationId: at.id,
    };
    const id = uuidv7();
    return db.unit.create({
      data: {
        id,
        workspaceId,
        name,
        source,
        createdAt: now(),
        ...(assignment && { assignments: { create: { ...assignment, activeUnitId: id } } }),
      },
      select: { id: true, name: true, workspaceId: true },
    });
  }

  async function alertRule({
    workspace: home,
    location: at,
    project: of,
    name = `Rule ${next()}`,
    condition = {},
    actions = [],
  }: InWorkspace & {
    location?: TestLocation;
    project?: { id: string; workspaceId: string };
    name?: string;
    condition?: object;
    actions?: StoredAction[];
  } = {}): Promise<TestRule> {
    const target = of ? null : (at ?? (await location({ workspace: home })));
    const workspaceId = of?.workspaceId ?? (await workspaceOf(target!));
    return db.alertRule.create({
      data: {
        id: uuidv7(),
        workspaceId,
        projectId: of?.id,
        locationId: target?.id,
        name,
        condition: AlertCondition.parse({ kind: 'level', metric: 'lp', threshold: 70, ...condition }),
        actions,
        createdAt: now(),
      },
      select: { id: true, name: true, workspaceId: true },
    });
  }

  /** An open alert. */
  async function alert({
    workspace: home,
    location: given,
    inPortal = false,
  }: InWorkspace & { location?: TestLocation; inPortal?: boolean } = {}): Promise<{ id: string }> {
    const at = given ?? (await location({ workspace: home }));
    const { id: ruleId, name, workspaceId } = await alertRule({ location: at });
    const condition = AlertCondition.parse({ kind: 'level', metric: 'lp', threshold: 70 });
    return db.alertEvent.create({
      data: {
        id: uuidv7(),
        workspaceId,
        ruleId,
        locationId: at.id,
        openKey: `${ruleId}:${at.id}`,
        summary: { ruleName: name, condition },
        inPortal,
        onsetAt: now(),
        value: 75,
        peak: 75,
        peakAt: now(),
      },
      select: { id: true },
    });
  }

  async function workspaceOf({ projectId }: TestLocation): Promise<string> {
    const { workspaceId } = await db.project.findUniqueOrThrow({
      where: { id: projectId },
      select: { workspaceId: true },
    });
    return workspaceId;
  }

  return { client, clientFile, portalLink, project, location, unit, alertRule, alert };
}
