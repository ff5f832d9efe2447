import { defineCommand } from '../command.ts';
import { connectionOptions, jsonOption } from '../options.ts';
import { allItems } from '../pages.ts';
import { allProjects, resolveProject } from '../targets.ts';
import { count } from '../text.ts';
import { localTime } from '../time.ts';

export const listProjects = defineCommand({
  name: 'projects list',
  summary: 'List projects',
  options: { ...connectionOptions, json: jsonOption },
  async run({ connect, output }, input) {
    const connection = await connect(input);
    const projects = await allProjects(connection);
    if (input.json) return output.json({ items: projects, nextCursor: null });
    if (projects.length === 0) return output.say('No projects yet. Create them in the dashboard.');
    output.table(
      [
        { title: 'NAME', cell: ({ name }) => name },
        { title: 'CLIENT', cell: ({ clientName }) => clientName ?? '' },
        { title: 'TIME ZONE', cell: ({ timezone }) => timezone },
        { title: 'LOCATIONS', cell: ({ locationCount }) => String(locationCount) },
        { title: 'ID', cell: ({ id }) => id, whole: true },
      ],
      projects,
    );
    output.say(`${count(projects.length, 'project')}.`);
  },
});

export const showProject = defineCommand({
  name: 'projects show',
  summary: 'Show a project and its locations',
  arguments: { project: { name: 'project', summary: 'Project ID or exact name' } },
  options: { ...connectionOptions, json: jsonOption },
  async run({ connect, output }, { project: idOrName, json, ...flags }) {
    const connection = await connect(flags);
    const { api } = connection;
    const projectId = await resolveProject(connection, idOrName);
    const project = await api.projects.get.query({ projectId });
    const locations = await allItems((page) => api.locations.list.query({ projectId, ...page }));
    if (json) return output.json({ ...project, locations });
    output.details([
      ['Name', project.name],
      ['ID', project.id],
      ['Client', project.clientName],
      ['Time zone', project.timezone],
      ['Created', localTime(project.createdAt)],
    ]);
    if (locations.length === 0) return output.say('No locations yet. Add them in the dashboard.');
    output.line('');
    output.table(
      [
        { title: 'LOCATION', cell: ({ name }) => name },
        {
          title: 'METER',
          cell: ({ unit }) => (unit ? unit.name : { text: 'none', tone: 'quiet' }),
        },
        {
          title: 'POSITION',
          cell: ({ lat, lng }) => (lat === null || lng === null ? '' : `${lat}, ${lng}`),
        },
        { title: 'ID', cell: ({ id }) => id, whole: true },
      ],
      locations,
    );
  },
});
