using System.Net;
using FunctionsSync.Service.Operating;
using Microsoft.Azure.Functions.Worker.Http;

namespace FunctionsSync.App;

/// <summary>An operator's answer as the host sends it.</summary>
internal static class OperatorResponse
{
    public static async Task<HttpResponseData> AnswerAsync(this HttpRequestData request, OperatorAnswer answer, CancellationToken cancellationToken)
    {
        var response = request.CreateResponse((HttpStatusCode)answer.StatusCode);
        response.Headers.Add("Content-Type", "text/plain; charset=utf-8");
        await response.WriteStringAsync(answer.Message, cancellationToken);
        return response;
    }
}
