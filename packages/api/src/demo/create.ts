import { sha256 } from '@sitecast/auth';
import { isUniqueViolation, type Transaction, transaction } from '@sitecast/db';
import { uuidv7 } from 'uuidv7';
import { AlertCondition, type StoredAction } from '../alerts/rules/schema.ts';
import { type AuditContext, audit } from '../core/audit.ts';
import type { Infrastructure } from '../core/context.ts';
import { DEMO_DAYS, demoPlaces, demoProject, demoRules, demoScreens, demoTemplate } from './plan.ts';
import type { DemoState } from './schema.ts';
import { screenSecret } from './screens.ts';
import { DEMO_KEY } from './state.ts';

const DAY_MS = 86_400_000;

/** Adds the demo to a workspace. Null if this installation has one already, in any workspace. */
export async function createDemo(
  app: Infrastructure,
  workspaceId: string,
  baseUrl: string,
): Promise<DemoState | null> {
  const begunAt = app.now();
  const before = new Date(begunAt.getTime() - DEMO_DAYS * DAY_MS);
  const project = { id: uuidv7(), workspaceId, ...demoProject, createdAt: before };
  const state: DemoState = {
    workspaceId,
    projectId: project.id,
    unitIds: demoPlaces.map(() => uuidv7()),
    deviceIds: demoScreens.map(() => uuidv7()),
    begunAt: begunAt.getTime(),
    filledTo: before.getTime(),
  };
  try {
    await transaction(app.db, async (tx) => {
      await tx.setting.create({ data: { key: DEMO_KEY, value: state } });
      await tx.project.create({ data: project, select: { id: true } });
      await createPlaces(tx, state, before);
      await createScreens(app, tx, state);
      await createRules(tx, state, baseUrl, begunAt);
      await audit(asDemo(app, workspaceId), tx, 'demo.create', { kind: 'project', id: project.id });
    });
  } catch (error) {
    if (isUniqueViolation(error)) return null;
    throw error;
  }
  return state;
}

async function createPlaces(
  tx: Transaction,
  { workspaceId, projectId, unitIds }: DemoState,
  since: Date,
): Promise<void> {
  for (const [index, { location, unit }] of demoPlaces.entries()) {
    const [unitId, locationId] = [unitIds[index]!, uuidv7()];
    await tx.location.create({
      data: { id: locationId, projectId, ...location, createdAt: since },
      select: { id: true },
    });
    await tx.unit.create({
      data: { id: unitId, workspaceId, ...unit, createdAt: since },
      select: { id: true },
    });
    await tx.unitAssignment.create({
      data: {
        id: uuidv7(),
        unitId,
        locationId,
        assignedFrom: since,
        activeUnitId: unitId,
        activeLocationId: locationId,
      },
      select: { id: true },
    });
  }
}

async function createScreens(app: Infrastructure, tx: Transaction, { workspaceId, deviceIds }: DemoState) {
  await tx.device.createMany({
    data: deviceIds.map((id, index) => ({
      id,
      workspaceId,
      name: demoScreens[index]!,
      timezone: demoProject.timezone,
      secretHash: sha256(screenSecret(app.key, id)),
      createdAt: app.now(),
    })),
  });
}

async function createRules(
  tx: Transaction,
  { workspaceId, projectId, deviceIds }: DemoState,
  baseUrl: string,
  createdAt: Date,
): Promise<void> {
  const templateId = uuidv7();
  const { name } = demoTemplate;
  const template = { id: templateId, workspaceId, name, nameKey: name.toLowerCase(), createdAt };
  await tx.overlayTemplate.create({
    data: { ...template, payload: demoTemplate.payload(baseUrl) },
    select: { id: true },
  });
  const overlay: StoredAction = { kind: 'overlay', targetIds: deviceIds, templateId, language: 'en' };
  for (const { name, condition, shows } of demoRules) {
    const actions: StoredAction[] = [{ kind: 'portal' }, ...(shows ? [overlay] : [])];
    await tx.alertRule.create({
      data: {
        id: uuidv7(),
        workspaceId,
        projectId,
        name,
        condition: AlertCondition.parse(condition),
        actions,
        createdAt,
      },
      select: { id: true },
    });
  }
}

/** On behalf of the demo: no person asked for it. */
function asDemo({ now }: Infrastructure, workspaceId: string): AuditContext {
  return { principal: { kind: 'system', label: 'demo' }, ip: '', now, workspaceId };
}
