using FunctionsSync.Connectors.Http;

namespace FunctionsSync.Connectors.Tests.Http;

public sealed class GatheredCallsTests
{
    private readonly List<string> _sent = [];
    private readonly Queue<TaskCompletionSource> _answers = new();
    private readonly GatheredCalls<string, string> _calls;

    public GatheredCallsTests() => _calls = new(3, SendAsync);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public void GetAsync_Alone_CompletesInline()
    {
        var answer = _calls.GetAsync("a", Cancelled);

        Assert.True(answer.IsCompletedSuccessfully);
        Assert.Equal(["a"], _sent);
    }

    [Fact]
    public async Task GetAsync_WhileAGroupIsOnItsWay_GoTogetherInTheNext()
    {
        var (first, others) = (Slowly(), Slowly());

        var alone = _calls.GetAsync("a", Cancelled);
        var gathered = new[] { _calls.GetAsync("b", Cancelled), _calls.GetAsync("c", Cancelled) };
        Assert.Equal(["a"], _sent);

        first.SetResult();
        Assert.Equal("A", await alone);
        await UntilSentAsync(2);
        others.SetResult();

        Assert.Equal(["B", "C"], await Task.WhenAll(gathered));
        Assert.Equal(["a", "b,c"], _sent);
    }

    [Fact]
    public async Task GetAsync_MoreThanOneGroupHolds_MakeGroups()
    {
        var first = Slowly();
        var alone = _calls.GetAsync("a", Cancelled);
        var gathered = "bcdefgh".Select(letter => _calls.GetAsync(letter.ToString(), Cancelled)).ToList();

        first.SetResult();

        Assert.Equal("A", await alone);
        Assert.Equal("BCDEFGH", string.Concat(await Task.WhenAll(gathered)));
        Assert.Equal(["a", "b,c,d", "e,f,g", "h"], _sent);
    }

    [Fact]
    public async Task GetAsync_OneCallFails_IsItsOwnFailure()
    {
        var first = Slowly();
        var alone = _calls.GetAsync("a", Cancelled);
        var (bad, good) = (_calls.GetAsync("bad", Cancelled), _calls.GetAsync("b", Cancelled));
        first.SetResult();
        await alone;

        await Assert.ThrowsAsync<FormatException>(() => bad);
        Assert.Equal("B", await good);
    }

    [Fact]
    public async Task GetAsync_TheGroupFails_FailsAllOfItAndNoOther()
    {
        var first = Slowly();
        var alone = _calls.GetAsync("a", Cancelled);
        var (one, two, three) = (_calls.GetAsync("broken", Cancelled), _calls.GetAsync("b", Cancelled), _calls.GetAsync("c", Cancelled));
        var next = _calls.GetAsync("d", Cancelled);
        first.SetResult();

        foreach (var failed in new[] { one, two, three })
        {
            await Assert.ThrowsAsync<TimeoutException>(() => failed);
        }

        Assert.Equal(("A", "D"), (await alone, await next));
    }

    [Fact]
    public async Task GetAsync_CallWithoutAnAnswer_Fails()
    {
        var calls = new GatheredCalls<string, string>(3, (gathering, _) =>
        {
            gathering.Close();
            return Task.CompletedTask;
        });

        await Assert.ThrowsAsync<InvalidOperationException>(() => calls.GetAsync("a", Cancelled));
        await Assert.ThrowsAsync<InvalidOperationException>(() => calls.GetAsync("b", Cancelled));
    }

    [Fact]
    public async Task GetAsync_LeaderGivesUp_TheOthersAreAnsweredAllTheSame()
    {
        using var leader = new CancellationTokenSource();
        var (first, second) = (Slowly(), Slowly());
        var alone = _calls.GetAsync("a", Cancelled);
        var (led, follower) = (_calls.GetAsync("b", leader.Token), _calls.GetAsync("c", Cancelled));
        first.SetResult();
        await alone;
        await UntilSentAsync(2);

        await leader.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => led);
        Assert.False(follower.IsCompleted);
        second.SetResult();
        Assert.Equal("C", await follower);
    }

    [Fact]
    public async Task GetAsync_CallerGivesUpBeforeItsGroupGoes_IsLeftOut()
    {
        using var impatient = new CancellationTokenSource();
        var first = Slowly();
        var alone = _calls.GetAsync("a", Cancelled);
        var (left, stays) = (_calls.GetAsync("b", impatient.Token), _calls.GetAsync("c", Cancelled));

        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        first.SetResult();

        Assert.Equal(("A", "C"), (await alone, await stays));
        Assert.Equal(["a", "c"], _sent);
    }

    [Fact]
    public async Task GetAsync_AllOfAGroupGiveUp_ItsRequestEndsAndTheNextGoes()
    {
        using var impatient = new CancellationTokenSource();
        Slowly();
        var (one, two) = (_calls.GetAsync("a", impatient.Token), _calls.GetAsync("b", Cancelled));

        await impatient.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one);
        Assert.Equal("B", await two);
    }

    [Fact]
    public async Task GetAsync_AllOfAWaitingGroupGiveUp_IsNotSentAndHoldsNobodyUp()
    {
        using var impatient = new CancellationTokenSource();
        var first = Slowly();
        var alone = _calls.GetAsync("a", Cancelled);
        var gone = _calls.GetAsync("b", impatient.Token);
        await impatient.CancelAsync();
        var next = _calls.GetAsync("c", Cancelled);
        Assert.Equal(["a"], _sent);

        first.SetResult();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        Assert.Equal(("A", "C"), (await alone, await next));
        Assert.Equal(["a", "c"], _sent);
    }

    [Fact]
    public async Task GetAsync_NextMayGoEarly_DoesNotWaitForAllAnswers()
    {
        var slow = new TaskCompletionSource();
        var calls = new GatheredCalls<string, string>(3, async (gathering, _) =>
        {
            var group = gathering.Close();
            gathering.LetNextGo();
            if (group[0].Key == "a")
            {
                await slow.Task;
            }

            group[0].Complete(group[0].Key);
        });

        var first = calls.GetAsync("a", Cancelled);
        Assert.Equal("b", await calls.GetAsync("b", Cancelled));
        Assert.False(first.IsCompleted);
        slow.SetResult();
        Assert.Equal("a", await first);
    }

    [Fact]
    public async Task GetAsync_FromManyThreads_AnswersEachItsOwn()
    {
        var calls = new GatheredCalls<int, int>(7, async (gathering, _) =>
        {
            await Task.Yield();
            foreach (var call in gathering.Close())
            {
                call.Complete(-call.Key);
            }
        });

        var answers = await Task.WhenAll(Enumerable.Range(1, 1000).Select(number => Task.Run(() => calls.GetAsync(number, Cancelled), Cancelled)));

        Assert.Equal(Enumerable.Range(1, 1000).Select(number => -number), answers);
    }

    /// <summary>The next group's answer waits for the test.</summary>
    private TaskCompletionSource Slowly()
    {
        var answer = new TaskCompletionSource();
        _answers.Enqueue(answer);
        return answer;
    }

    private async Task UntilSentAsync(int count)
    {
        while (_sent.Count < count)
        {
            await Task.Yield();
        }
    }

    private async Task SendAsync(Gathering<string, string> gathering, CancellationToken cancellationToken)
    {
        var group = gathering.Close();
        _sent.Add(string.Join(',', group.Select(call => call.Key)));
        if (_answers.TryDequeue(out var answer))
        {
            await answer.Task.WaitAsync(cancellationToken);
        }

        foreach (var call in group)
        {
            switch (call.Key)
            {
                case "broken":
                    throw new TimeoutException();
                case "bad":
                    call.Fail(new FormatException());
                    break;
                default:
                    call.Complete(call.Key.ToUpperInvariant());
                    break;
            }
        }
    }
}
