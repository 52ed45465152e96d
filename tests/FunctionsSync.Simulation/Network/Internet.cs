using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using FunctionsSync.Simulation.Instances;
using FunctionsSync.Simulation.Oracle;
using FunctionsSync.Simulation.Worlds;
using FunctionsSync.Simulators.Bitrix24;
using FunctionsSync.Simulators.Notion;
using FunctionsSync.Simulators.Notion.Api;

namespace FunctionsSync.Simulation.Network;

/// <summary>All that an instance reaches over HTTP: both simulators, in process. Requests and answers take their time, meet faults, and are observed.</summary>
internal sealed partial class Internet(
    Instance instance, World world, Weather weather, Observer observer, Timeline timeline, TravelTime takes, Func<DateTimeOffset> now, Action bitrix24Changed,
    Action<TimeSpan, Action> later)
    : HttpMessageHandler
{
    private const string NotionHost = "api.notion.com";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        var isNotion = request.RequestUri?.Host == NotionHost;
        var isWrite = isNotion ? IsWriteToNotion(request) : IsWriteToBitrix24(request.RequestUri?.AbsolutePath ?? string.Empty);
        await instance.PassAsync("HTTP", takes(), cancellationToken, isWrite);
        return isNotion ? await AskNotionAsync(request, body, isWrite, cancellationToken) : await AskBitrix24Async(request, body, isWrite, cancellationToken);
    }

    private async Task<HttpResponseMessage> AskNotionAsync(HttpRequestMessage request, byte[] body, bool isWrite, CancellationToken cancellationToken)
    {
        var target = request.RequestUri?.PathAndQuery ?? string.Empty;
        var asked = new NotionApiRequest(
            request.Method.Method, target, body, request.Headers.Authorization?.ToString(), request.Headers.TryGetValues("Notion-Version", out var versions) ? versions.First() : null);
        var fault = weather.NextInNotion(isWrite);
        if ((fault is CarriedOutLate ? new NotionFault.Aborted() : fault) is NotionFault met)
        {
            world.Workspace.Faults.Queue(string.Empty, met);
        }

        observer.NotionAsked();
        var answer = world.Notion.Answer(asked);
        timeline.Add(instance.Name, $"{request.Method.Method} {target.Split('?')[0]} {(isWrite ? Encoding.UTF8.GetString(body) : string.Empty)} -> {answer.Status} {fault}");
        if (answer.Status == 429 && fault is null)
        {
            observer.NotionHadEnough();
        }

        if (fault is CarriedOutLate late)
        {
            Later(late, $"{request.Method.Method} {target}", () => world.NotionLater.Answer(asked).Status, WrittenTo(target, body));
        }
        else if (isWrite)
        {
            observer.After(instance, answer.Status == 200 || fault is NotionFault.SavedButAborted or NotionFault.SavedButUnavailable ? WrittenTo(target, body) : null);
        }
        else
        {
            NoteNotionRead(target, IsQuery(request));
        }

        await ReturnAsync(answer.Delay, answer.IsAborted, isWrite, cancellationToken);
        var response = new HttpResponseMessage((HttpStatusCode)answer.Status) { Content = new StringContent(answer.Body, Encoding.UTF8), RequestMessage = request };
        response.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(answer.ContentType);
        response.Headers.Date = now();
        foreach (var (name, value) in answer.Headers)
        {
            response.Headers.TryAddWithoutValidation(name, value);
        }

        return response;
    }

    private async Task<HttpResponseMessage> AskBitrix24Async(HttpRequestMessage request, byte[] body, bool isWrite, CancellationToken cancellationToken)
    {
        var (path, query) = (request.RequestUri?.AbsolutePath ?? string.Empty, request.RequestUri?.Query.TrimStart('?') ?? string.Empty);
        var text = Encoding.UTF8.GetString(body);
        var asked = new Bitrix24ApiRequest(request.Method.Method, path, query, request.Content?.Headers.ContentType?.ToString(), text, request.Headers.Authorization?.ToString(), request.RequestUri?.Authority);
        var fault = weather.NextInBitrix24(isWrite, path.StartsWith("/oauth", StringComparison.Ordinal));
        if (fault is CarriedOutLate late)
        {
            Later(late, path, () => world.Bitrix24Later.Answer(asked).Status, WrittenTo(text));
        }

        if (fault is ConnectionLost or CarriedOutLate)
        {
            timeline.Add(instance.Name, $"{path} -> {fault}");
            await instance.ReturnAsync();
            throw new HttpRequestException(HttpRequestError.ResponseEnded, "The connection broke.");
        }

        if (fault is Fault met)
        {
            world.Portal.Faults.Add(path.StartsWith("/oauth", StringComparison.Ordinal) ? PlannedFaults.TokenEndpoint : "*", met);
        }

        var answer = world.Bitrix24.Answer(asked);
        timeline.Add(instance.Name, $"{path} {(isWrite ? WithoutToken().Replace(text, string.Empty) : string.Empty)} -> {answer.Status} {fault}");
        if (isWrite)
        {
            observer.After(instance, answer.Status == 200 || fault is Fault.SavedThenAborted ? WrittenTo(text) : null);
            bitrix24Changed();
        }
        else
        {
            NoteBitrix24Read(path, text);
        }

        await ReturnAsync(answer.Delay, answer.IsAborted, isWrite, cancellationToken);
        var response = new HttpResponseMessage((HttpStatusCode)answer.Status) { Content = new ReadOnlyMemoryContent(answer.Body), RequestMessage = request };
        response.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(answer.ContentType);
        response.Headers.Location = answer.Location;
        return response;
    }

    private static Written? WrittenTo(string target, byte[] body) =>
        PageAddress().Match(target) is { Success: true } match ? new($"page:{match.Groups[1].Value}", Encoding.UTF8.GetString(body)) : null;

    private static Written? WrittenTo(string body) => DealAlone().Match(body) is { Success: true } match ? new($"deal:{match.Groups[1].Value}", body) : null;

    private void Later(CarriedOutLate late, string what, Func<int> carryOut, Written? written)
    {
        var sender = instance.Now();
        later(late.After, () =>
        {
            var status = carryOut();
            timeline.Add(sender.Name, $"{what} -> {status}, which nobody hears");
            observer.After(sender, status == 200 ? written : null);
            bitrix24Changed();
        });
    }

    private async Task ReturnAsync(TimeSpan delay, bool isAborted, bool isWrite, CancellationToken cancellationToken)
    {
        await instance.ReturnAsync(isWrite);
        if (delay > TimeSpan.Zero)
        {
            await instance.PassAsync("HTTP", delay, cancellationToken);
        }

        if (isAborted)
        {
            throw new HttpRequestException(HttpRequestError.ResponseEnded, "The connection broke.");
        }
    }

    private static bool IsQuery(HttpRequestMessage request) => request.RequestUri?.AbsolutePath.EndsWith("/query", StringComparison.Ordinal) ?? false;

    private static bool IsWriteToNotion(HttpRequestMessage request) => request.Method != HttpMethod.Get && !IsQuery(request);

    private static bool IsWriteToBitrix24(string path) =>
        path.EndsWith(".update", StringComparison.Ordinal) || path.EndsWith(".add", StringComparison.Ordinal)
        || path.EndsWith(".delete", StringComparison.Ordinal) || path.EndsWith(".bind", StringComparison.Ordinal);

    /// <summary>A query answers what was so a while ago.</summary>
    private void NoteNotionRead(string target, bool isQuery)
    {
        if (isQuery)
        {
            var shown = now() - world.Workspace.State.Options.QueryLag - world.Workspace.State.Options.QueryLagSpread;
            foreach (var page in world.Workspace.State.Pages.Keys)
            {
                NoteRead($"page:{page}", shown);
            }
        }
        else if (PageAddress().Match(target) is { Success: true } match)
        {
            NoteRead($"page:{match.Groups[1].Value}", now());
        }
    }

    private void NoteBitrix24Read(string path, string body)
    {
        if (path.EndsWith("/batch", StringComparison.Ordinal))
        {
            foreach (Match match in DealInBatch().Matches(body))
            {
                NoteRead($"deal:{match.Groups[1].Value}", now());
            }
        }
        else if (path.EndsWith("/crm.item.get", StringComparison.Ordinal) && DealAlone().Match(body) is { Success: true } match)
        {
            NoteRead($"deal:{match.Groups[1].Value}", now());
        }
    }

    private void NoteRead(string record, DateTimeOffset shown)
    {
        if (shown > instance.LastRead.GetValueOrDefault(record))
        {
            instance.LastRead[record] = shown;
        }
    }

    [GeneratedRegex("^/v1/pages/([0-9a-f-]{36})")]
    private static partial Regex PageAddress();

    [GeneratedRegex(@"crm\.item\.get\?entityTypeId=2(?:&|\\u0026)id=(\d+)")]
    private static partial Regex DealInBatch();

    [GeneratedRegex("\"entityTypeId\":2,\"id\":(\\d+)")]
    private static partial Regex DealAlone();

    [GeneratedRegex(",?\"auth\":\"[^\"]*\"")]
    private static partial Regex WithoutToken();
}
