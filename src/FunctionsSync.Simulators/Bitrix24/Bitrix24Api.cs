using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Bitrix24.Access;
using FunctionsSync.Simulators.Bitrix24.Http;
using FunctionsSync.Simulators.Bitrix24.Rest;

namespace FunctionsSync.Simulators.Bitrix24;

/// <summary>
/// The portal's REST and its authorization server, free of any HTTP library: the same for a real connection and for a test that drives it
/// in process under virtual time.
/// </summary>
public sealed class Bitrix24Api
{
    private const string Rest = "/rest/";
    private readonly Bitrix24Portal _portal;
    private readonly LeakyBucket _bucket;
    private readonly TimeProvider _timeProvider;

    public Bitrix24Api(Bitrix24Portal portal)
        : this(portal, new RequestLog())
    {
    }

    internal Bitrix24Api(Bitrix24Portal portal, RequestLog requests)
    {
        var options = portal.State.Options;
        (_portal, Requests, _timeProvider) = (portal, requests, options.TimeProvider);
        _bucket = new LeakyBucket(options.TimeProvider, options.RequestBurst, options.RequestsPerSecond);
    }

    /// <summary>Every request answered so far; those over the limit and those without an answer (status 0) too.</summary>
    public RequestLog Requests { get; }

    /// <summary>Carries out one request. What it changes is changed when this returns, whatever the answer says.</summary>
    public Bitrix24ApiResponse Answer(Bitrix24ApiRequest request)
    {
        var parameters = RequestParameters.Read(request);
        return request.Path.StartsWith(Rest, StringComparison.Ordinal)
            ? AnswerRest(request, RestRequest.Parse(request.Path[Rest.Length..], parameters, request.Authorization))
            : AnswerToken(request, parameters);
    }

    private Bitrix24ApiResponse AnswerRest(Bitrix24ApiRequest request, RestRequest rest)
    {
        var operation = rest.Call.Method.ToLowerInvariant();
        var answer = _bucket.TryAdd()
            ? Faults.Apply(Moved(request) ?? _portal.Faults.Take(operation), request, Work)
            : Faults.Refuse(RestError.QueryLimitExceeded());
        return Logged(request, rest.LoggedPath, operation, rest.IsWrite, answer);

        (int Status, JsonObject Body) Work()
        {
            var worked = _portal.Answer(rest.Call);
            return (worked.Status, worked.Body);
        }
    }

    private Fault? Moved(Bitrix24ApiRequest request) =>
        _portal.MovedFrom(request.Host ?? "") is { } address ? new Fault.Renamed(address) : null;

    private Bitrix24ApiResponse AnswerToken(Bitrix24ApiRequest request, JsonObject parameters)
    {
        var answer = Faults.Apply(_portal.Faults.Take(PlannedFaults.TokenEndpoint), request, Work);
        return Logged(request, "/oauth/token/", PlannedFaults.TokenEndpoint, isWrite: false, answer);

        (int Status, JsonObject Body) Work()
        {
            var worked = _portal.AnswerTokenRequest(parameters);
            return (worked.Status, worked.Body);
        }
    }

    private Bitrix24ApiResponse Logged(Bitrix24ApiRequest request, string path, string operation, bool isWrite, Bitrix24ApiResponse answer)
    {
        Requests.Add(new LoggedRequest(_timeProvider.GetUtcNow(), request.Method, path, answer.Status, operation, isWrite));
        return answer;
    }
}
