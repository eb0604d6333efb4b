/**
 * Where each API lives. Clients ask `OPTIONS _apis` first and build their addresses from these
 * templates; the ids are constants of their libraries.
 */
const table: [id: string, area: string, resource: string, route: string][] = [
  [
    "e81700f7-3be2-46de-8624-2eb35882fcaa",
    "Location",
    "ResourceAreas",
    "_apis/{resource}/{areaId}",
  ],
  ["603fe2ac-9723-48b9-88ad-09305aa6c6e1", "core", "projects", "_apis/{resource}/{*projectId}"],
  [
    "93878975-88c5-4e6a-8abb-7ddd77a8a7d8",
    "core",
    "processes",
    "_apis/process/{resource}/{processId}",
  ],
  [
    "9a1b74b4-2ca8-4a9f-8470-c2f2e6fdc949",
    "operations",
    "operations",
    "_apis/{resource}/{operationId}",
  ],
  [
    "225f7195-f9c7-4d14-ab28-a83f7ff77e1f",
    "git",
    "repositories",
    "{project}/_apis/{area}/{resource}/{repositoryId}",
  ],
  [
    "ea98d07b-3c87-4971-8ede-a613694ffb55",
    "git",
    "pushes",
    "{project}/_apis/{area}/repositories/{repositoryId}/{resource}/{pushId}",
  ],
  [
    "ef5b7057-ffc3-4c77-bbad-c10b4a4abcc7",
    "distributedtask",
    "variablegroups",
    "_apis/{area}/{resource}/{groupId}",
  ],
  [
    "f5b09dd5-9d54-45a1-8b5a-1c8287d634cc",
    "distributedtask",
    "variablegroups",
    "{project}/_apis/{area}/{resource}/{groupId}",
  ],
  [
    "398c85bc-81aa-4822-947c-a194a05f0fef",
    "build",
    "authorizedresources",
    "{project}/_apis/{area}/{resource}",
  ],
  [
    "dbeaf647-6167-421a-bda9-c9327b25e2e6",
    "build",
    "definitions",
    "{project}/_apis/{area}/{resource}/{definitionId}",
  ],
  [
    "0cd358e1-9217-4d94-8269-1c1ee6f93dcf",
    "build",
    "builds",
    "{project}/_apis/{area}/{resource}/{buildId}",
  ],
  [
    "8baac422-4c6e-4de5-8532-db96d92acffa",
    "build",
    "Timeline",
    "{project}/_apis/{area}/builds/{buildId}/{resource}/{timelineId}",
  ],
  [
    "b5b9a4a4-e6cd-4096-853c-ab7d8b0c4eb2",
    "pipelinePermissions",
    "pipelinePermissions",
    "{project}/_apis/pipelines/{resource}/{resourceType}/{resourceId}",
  ],
  [
    "86c8381e-5aee-4cde-8ae4-25c0c7f5eaea",
    "PipelinesChecks",
    "configurations",
    "{project}/_apis/pipelines/checks/{resource}/{id}",
  ],
  [
    "2d874a60-a811-4f62-9c9f-963a6ea0a55b",
    "git",
    "refs",
    "{project}/_apis/{area}/repositories/{repositoryId}/{resource}/{*filter}",
  ],
  [
    "7859261e-d2e9-4a68-b820-a5d84cc5bb3d",
    "pipelines",
    "runs",
    "{project}/_apis/{area}/{pipelineId}/{resource}/{runId}",
  ],
];

/** The locations of one area, or of all. */
export function locations(area?: string) {
  return table
    .filter(([, own]) => area === undefined || own.toLowerCase() === area.toLowerCase())
    .map(([id, own, resourceName, routeTemplate]) => ({
      id,
      area: own,
      resourceName,
      routeTemplate,
      resourceVersion: 2,
      minVersion: "1.0",
      maxVersion: "7.2",
      releasedVersion: "7.1",
    }));
}
