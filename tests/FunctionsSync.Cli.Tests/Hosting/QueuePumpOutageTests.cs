using Azure;

namespace FunctionsSync.Cli.Tests.Hosting;

/// <summary>Storage fails: nothing that was received is lost, and the pump goes on.</summary>
public sealed class QueuePumpOutageTests : QueuePumpTest
{
    public static TheoryData<Exception, string> Outages => new()
    {
        {
            new RequestFailedException("Connection refused"),
            "The storage account or Key Vault could not be reached: check AzureWebJobsStorage and KeyVault__Uri; on one machine, start Azurite."
        },
        { new InvalidOperationException("Never."), "Never. [InvalidOperationException]" },
    };

    /// <summary>The Azure client's own time-out is an <see cref="OperationCanceledException"/>.</summary>
    [Theory]
    [InlineData(typeof(IOException))]
    [InlineData(typeof(TaskCanceledException))]
    public async Task ExecuteAsync_QueueIsOutOfReach_GoesOnAfterwards(Type failure)
    {
        Queue.Fail((Exception)Activator.CreateInstance(failure)!);
        Queue.Give(Good("a"));

        await Pump.StartAsync(Cancel);

        Assert.Equal(["a is done"], await ToldAsync(1));
    }

    [Theory]
    [MemberData(nameof(Outages))]
    public async Task ExecuteAsync_QueueIsOutOfReach_IsToldInALineUnlessItIsADefect(Exception failure, string told)
    {
        Queue.Fail(failure);
        Queue.Give(Good("a"));

        await Pump.StartAsync(Cancel);

        Assert.Equal(["a is done"], await ToldAsync(1));
        Assert.Equal([$"Error: The queue cannot be reached; it is tried again. {told}"], Log.Lines);
    }

    [Fact]
    public async Task ExecuteAsync_QueueIsOutOfReach_IsLeftAloneForFiveSeconds()
    {
        Queue.Fail(new IOException());
        Queue.Give(Good("a"));
        await Pump.StartAsync(Cancel);
        await UntilAsync(() => Queue.Waiting == 1);

        Clock.Advance(TimeSpan.FromSeconds(4));

        Assert.Equal(1, Queue.Waiting);
    }

    [Theory]
    [InlineData(typeof(IOException))]
    [InlineData(typeof(TaskCanceledException))]
    public async Task ExecuteAsync_OutcomeCannotBeTold_GoesOn(Type failure)
    {
        Queue.Outage = (Exception)Activator.CreateInstance(failure)!;
        Queue.Give(Bad("a", 1));
        Queue.Give(Good("b"));

        await Pump.StartAsync(Cancel);

        Assert.Equal(["b is done", "outage instead of: a comes back in 2 s"], await ToldAsync(2));
        Assert.False(Pump.ExecuteTask!.IsCompleted);
    }

    [Fact]
    public async Task ExecuteAsync_CompletingFails_TheMessageComesBack()
    {
        Queue.Outage = new IOException();
        Queue.Give(Good("a"));

        await Pump.StartAsync(Cancel);

        Assert.Equal(["a comes back in 2 s", "outage instead of: a is done"], await ToldAsync(2));
    }
}
