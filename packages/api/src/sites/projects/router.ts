import { z } from 'zod';
import { Page } from '../../core/page.ts';
import { router, workspaceProcedure } from '../../core/trpc.ts';
import { locationHistory, locationLevels } from '../readings/history.ts';
import { DayLevels, History, LevelsQuery, LocationHistoryQuery } from '../readings/schema.ts';
import { listLocationAssignments } from '../units/assign.ts';
import { AssignmentPage, ListLocationAssignments } from '../units/schema.ts';
import { createLocation, getLocation, listLocations, removeLocation, updateLocation } from './locations.ts';
import {
  CreateLocation,
  CreateProject,
  ListLocations,
  Location,
  LocationPage,
  LocationRef,
  Project,
  ProjectPage,
  ProjectRef,
  UpdateLocation,
  UpdateProject,
} from './schema.ts';
import { createProject, getProject, listProjects, removeProject, updateProject } from './service.ts';

export const projectsRouter = router({
  list: workspaceProcedure('read')
    .input(Page)
    .output(ProjectPage)
    .query(({ ctx, input }) => listProjects(ctx, input)),
  get: workspaceProcedure('read')
    .input(ProjectRef)
    .output(Project)
    .query(({ ctx, input }) => getProject(ctx, input.projectId)),
  create: workspaceProcedure('write')
    .input(CreateProject)
    .output(Project)
    .mutation(({ ctx, input }) => createProject(ctx, input)),
  update: workspaceProcedure('write')
    .input(UpdateProject)
    .output(Project)
    .mutation(({ ctx, input }) => updateProject(ctx, input)),
  remove: workspaceProcedure('write')
    .input(ProjectRef)
    .output(z.void())
    .mutation(({ ctx, input }) => removeProject(ctx, input.projectId)),
});

export const locationsRouter = router({
  list: workspaceProcedure('read')
    .input(ListLocations)
    .output(LocationPage)
    .query(({ ctx, input }) => listLocations(ctx, input)),
  get: workspaceProcedure('read')
    .input(LocationRef)
    .output(Location)
    .query(({ ctx, input }) => getLocation(ctx, input.locationId)),
  create: workspaceProcedure('write')
    .input(CreateLocation)
    .output(Location)
    .mutation(({ ctx, input }) => createLocation(ctx, input)),
  update: workspaceProcedure('write')
    .input(UpdateLocation)
    .output(Location)
    .mutation(({ ctx, input }) => updateLocation(ctx, input)),
  assignments: workspaceProcedure('read')
    .input(ListLocationAssignments)
    .output(AssignmentPage)
    .query(({ ctx, input }) => listLocationAssignments(ctx, input)),
  history: workspaceProcedure('read')
    .input(LocationHistoryQuery)
    .output(History)
    .query(({ ctx, input }) => locationHistory(ctx, input)),
  levels: workspaceProcedure('read')
    .input(LevelsQuery)
    .output(DayLevels)
    .query(({ ctx, input }) => locationLevels(ctx, input)),
  remove: workspaceProcedure('write')
    .input(LocationRef)
    .output(z.void())
    .mutation(({ ctx, input }) => removeLocation(ctx, input.locationId)),
});
