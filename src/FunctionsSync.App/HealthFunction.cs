using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace FunctionsSync.App;

/// <summary>Says that the app has started. Open, so it says nothing else.</summary>
public static class HealthFunction
{
    [Function("Health")]
    public static async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health")] HttpRequestData request, CancellationToken cancellationToken)
    {
        var response = request.CreateResponse(HttpStatusCode.OK);
        await response.WriteStringAsync("Healthy", cancellationToken);
        return response;
    }
}
