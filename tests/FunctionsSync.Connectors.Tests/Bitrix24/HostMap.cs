namespace FunctionsSync.Connectors.Tests.Bitrix24;

/// <summary>Public names that lead to a simulator of this machine, which sees the name it was called by.</summary>
internal sealed class HostMap(Uri simulator) : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false })
{
    private readonly List<(string Host, string Method)> _calls = [];

    /// <summary>Which host was sent what, in order.</summary>
    public IReadOnlyList<(string Host, string Method)> Calls => _calls;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var asked = request.RequestUri!;
        _calls.Add((asked.Authority, request.Method.Method));
        request.Headers.Host = asked.Authority;
        request.RequestUri = new Uri(simulator, asked.PathAndQuery);
        return await base.SendAsync(request, cancellationToken);
    }
}
