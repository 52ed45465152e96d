using FunctionsSync.Core.Ports;
using Polly.Timeout;

namespace FunctionsSync.Connectors.Http;

/// <summary>Turns what a transport throws into what the product knows.</summary>
internal static class RemoteCall
{
    /// <exception cref="RemoteException">No answer came. For a write the outcome is unknown unless the connection could not even be made.</exception>
    public static async Task<HttpResponseMessage> SendAsync(HttpClient http, HttpRequestMessage request, string system, CancellationToken cancellationToken)
    {
        try
        {
            return await http.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException exception)
        {
            var neverSent = exception.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError;
            throw new RemoteException(
                neverSent || request.IsRead() ? RemoteFailure.Unreachable : RemoteFailure.OutcomeUnknown,
                $"{system} could not be reached at {Address(http, request)}: {exception.Message}",
                exception)
            {
                SentAt = request.SentAt(),
            };
        }
        catch (TimeoutRejectedException exception)
        {
            throw new RemoteException(
                request.IsRead() ? RemoteFailure.Unreachable : RemoteFailure.OutcomeUnknown,
                $"{system} at {Address(http, request)} did not answer in time.",
                exception)
            {
                SentAt = request.SentAt(),
            };
        }
    }

    private static Uri? Address(HttpClient http, HttpRequestMessage request) =>
        request.RequestUri is { IsAbsoluteUri: true } absolute ? new(absolute, "/") : http.BaseAddress;
}
