using System.Diagnostics.CodeAnalysis;
using Xunit;

namespace FunctionsSync.Testing;

/// <summary>What a test does when the machine lacks something it needs.</summary>
public static class Requirement
{
    /// <summary>Skips the running test with <paramref name="reason"/>; with the environment variable CI=true it fails instead, so that a
    /// pipeline cannot pass by skipping.</summary>
    [DoesNotReturn]
    public static void SkipOrFail(string reason)
    {
        if (string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase))
            Assert.Fail(reason);
        Assert.Skip(reason);
    }
}
