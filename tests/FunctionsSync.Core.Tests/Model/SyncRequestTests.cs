using System.Text.Json;
using FunctionsSync.Core.Model;

namespace FunctionsSync.Core.Tests.Model;

public sealed class SyncRequestTests
{
    private const string Known = """{"v":1,"flow":"Projects","record":"deal:42","cause":"bitrix24Event","observedAt":"2026-03-02T12:00:00+00:00"}""";

    private static readonly SyncRequest Request =
        new(new RecordRef.Bitrix24(EntityType.Deal, new(42)), SyncCause.Bitrix24Event, Some.Noon, new FlowName("Projects"));

    [Fact]
    public void Serialize_Request_IsTheMessageOfVersionOne() => Assert.Equal(Known, Request.Serialize());

    [Fact]
    public void Deserialize_MessageOfVersionOne_IsTheRequest() => Assert.Equal(Request, SyncRequest.Deserialize(Known));

    [Theory]
    [InlineData("deal:42")]
    [InlineData("item:174:9")]
    [InlineData("page:1f0e2d3c-4b5a-6978-8796-a5b4c3d2e1f0")]
    public void Deserialize_WhatSerializeWrote_IsTheSameRequest(string record)
    {
        foreach (var cause in Enum.GetValues<SyncCause>())
        {
            var request = new SyncRequest(RecordRef.Parse(record)!, cause, Some.Noon.AddMilliseconds(1));

            Assert.Equal(request, SyncRequest.Deserialize(request.Serialize()));
        }
    }

    [Fact]
    public void Serialize_BulkRequest_NamesItsLane()
    {
        var bulk = Request with { Lane = RequestLane.Bulk };

        Assert.Contains("\"lane\":\"bulk\"", bulk.Serialize(), StringComparison.Ordinal);
        Assert.Equal(bulk, SyncRequest.Deserialize(bulk.Serialize()));
    }

    [Fact]
    public void Serialize_RequestThatHasFailed_KeepsCountAndTimeUntilItIsFresh()
    {
        var failed = Request with { FailedAttempts = 3, FirstFailedAt = Some.Noon, UnforeseenFailures = 2 };

        Assert.Contains("\"failedAttempts\":3,\"firstFailedAt\":\"2026-03-02T12:00:00+00:00\",\"unforeseenFailures\":2", failed.Serialize(), StringComparison.Ordinal);
        Assert.Equal(failed, SyncRequest.Deserialize(failed.Serialize()));
        Assert.Equal(Known, failed.Fresh().Serialize());
    }

    [Fact]
    public void Serialize_RequestForEveryFlow_NamesNone()
    {
        using var message = JsonDocument.Parse((Request with { Flow = null }).Serialize());

        Assert.False(message.RootElement.TryGetProperty("flow", out _));
    }

    [Fact]
    public void Deserialize_UnknownMember_IsIgnored() =>
        Assert.Equal(Request, SyncRequest.Deserialize(Known.Replace("{", """{"later":[1],""", StringComparison.Ordinal)));

    [Theory]
    [InlineData("")]
    [InlineData("deal:42")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"v":1}""")]
    [InlineData("""{"v":1,"record":"deal:42"}""")]
    [InlineData("""{"v":1,"record":null,"cause":"bitrix24Event","observedAt":"2026-03-02T12:00:00+00:00"}""")]
    [InlineData("""{"v":1,"record":"deal","cause":"bitrix24Event","observedAt":"2026-03-02T12:00:00+00:00"}""")]
    [InlineData("""{"v":1,"record":"deal:42","cause":"moon","observedAt":"2026-03-02T12:00:00+00:00"}""")]
    [InlineData("""{"v":1,"record":"deal:42","cause":"bitrix24Event","observedAt":"noon"}""")]
    public void Deserialize_NoSyncRequest_IsAFormatError(string text) => Assert.Throws<FormatException>(() => SyncRequest.Deserialize(text));

    [Fact]
    public void Deserialize_AnotherVersion_IsAFormatErrorThatNamesBoth()
    {
        var error = Assert.Throws<FormatException>(() => SyncRequest.Deserialize(Known.Replace("\"v\":1", "\"v\":2", StringComparison.Ordinal)));

        Assert.Contains("version 1", error.Message, StringComparison.Ordinal);
        Assert.Contains("version 2", error.Message, StringComparison.Ordinal);
    }
}
