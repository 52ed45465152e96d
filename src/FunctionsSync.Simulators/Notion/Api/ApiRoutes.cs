namespace FunctionsSync.Simulators.Notion.Api;

/// <summary>Every endpoint of the API that is simulated.</summary>
internal static class ApiRoutes
{
    public static readonly IReadOnlyList<ApiRoute> All =
    [
        new("GET", "/v1/users/me", false, UserEndpoints.Me),
        new("GET", "/v1/users", false, UserEndpoints.List),
        new("GET", "/v1/users/{user_id}", false, UserEndpoints.Get),
        new("GET", "/v1/databases/{database_id}", false, DatabaseEndpoints.Get),
        new("POST", "/v1/databases", true, DatabaseEndpoints.Create),
        new("GET", "/v1/data_sources/{data_source_id}", false, DataSourceEndpoints.Get),
        new("PATCH", "/v1/data_sources/{data_source_id}", true, DataSourceEndpoints.Update),
        new("POST", "/v1/data_sources/{data_source_id}/query", false, DataSourceEndpoints.Query),
        new("GET", "/v1/pages/{page_id}", false, PageEndpoints.Get),
        new("POST", "/v1/pages", true, PageEndpoints.Create),
        new("PATCH", "/v1/pages/{page_id}", true, PageEndpoints.Update),
        new("GET", "/v1/pages/{page_id}/properties/{property_id}", false, PagePropertyEndpoint.Get),
        new("GET", "/v1/blocks/{block_id}/children", false, BlockEndpoints.List),
        new("PATCH", "/v1/blocks/{block_id}/children", true, BlockEndpoints.Append),
    ];

    public static ApiRoute? Find(string method, string[] parts) => All.FirstOrDefault(route => route.Matches(method, parts));
}
