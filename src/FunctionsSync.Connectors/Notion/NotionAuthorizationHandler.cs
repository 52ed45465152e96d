using System.Net;
using System.Net.Http.Headers;

namespace FunctionsSync.Connectors.Notion;

/// <summary>Adds the connection's token, read once and again when Notion refuses it: an operator may have replaced it.</summary>
internal sealed class NotionAuthorizationHandler(NotionToken token) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await token.GetAsync(cancellationToken));
        var response = await base.SendAsync(request, cancellationToken);
        if (response.StatusCode == HttpStatusCode.Unauthorized)
        {
            token.Forget();
        }

        return response;
    }
}
