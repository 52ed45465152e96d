using FunctionsSync.Core.Ports;

namespace FunctionsSync.Connectors.Tests.Secrets;

/// <summary>What every secret store does.</summary>
public abstract class SecretStoreContract
{
    protected static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>The same store every time, as another process would open it.</summary>
    protected abstract ISecretStore Open();

    [Fact]
    public async Task ReadAsync_NeverSet_ReturnsNull()
    {
        Assert.Null(await Open().ReadAsync(SecretNames.NotionToken, Cancelled));
    }

    [Fact]
    public async Task WriteAsync_EveryName_IsReadBackOnItsOwn()
    {
        foreach (var name in SecretNames.All)
        {
            await Open().WriteAsync(name, $"value of {name}", Cancelled);
        }

        foreach (var name in SecretNames.All)
        {
            Assert.Equal($"value of {name}", await Open().ReadAsync(name, Cancelled));
        }
    }

    [Theory]
    [InlineData("{\"access_token\":\"a\\\"b\",\"expires\":3600}")]
    [InlineData("с кириллицей и 🚀\r\nтри строки\n")]
    [InlineData(" ")]
    public async Task WriteAsync_AnyText_IsReadBackExactly(string value)
    {
        await Open().WriteAsync(SecretNames.Bitrix24Tokens, value, Cancelled);

        Assert.Equal(value, await Open().ReadAsync(SecretNames.Bitrix24Tokens, Cancelled));
    }

    [Fact]
    public async Task ReadAsync_RotatedByAnother_ReturnsTheNewValue()
    {
        var (reader, writer) = (Open(), Open());
        await writer.WriteAsync(SecretNames.Bitrix24Tokens, "before", Cancelled);
        Assert.Equal("before", await reader.ReadAsync(SecretNames.Bitrix24Tokens, Cancelled));

        await writer.WriteAsync(SecretNames.Bitrix24Tokens, "after", Cancelled);

        Assert.Equal("after", await reader.ReadAsync(SecretNames.Bitrix24Tokens, Cancelled));
    }

    [Fact]
    public async Task WriteAsync_SeveralAtOnce_LosesNone()
    {
        var names = Enumerable.Range(1, 16).Select(number => $"secret-{number}").ToList();

        await Task.WhenAll(names.Select(name => Task.Run(() => Open().WriteAsync(name, $"value of {name}", Cancelled))));

        foreach (var name in names)
        {
            Assert.Equal($"value of {name}", await Open().ReadAsync(name, Cancelled));
        }
    }
}
