using System.Runtime.InteropServices;
using System.Xml.Linq;
using FunctionsSync.Core.Model;

namespace FunctionsSync.Core.Tests;

public sealed class ConventionsTests
{
    [Fact]
    public void CoreProject_References_NoProjectAndNoPackage()
    {
        var project = XDocument.Load(Path.Combine(RepositoryRoot.Path, "src", "FunctionsSync.Core", "FunctionsSync.Core.csproj"));

        Assert.DoesNotContain(
            project.Descendants(),
            element => element.Name.LocalName is "ProjectReference" or "PackageReference" or "FrameworkReference" or "Reference");
    }

    /// <summary>Also sees what a Directory.Build.props would add.</summary>
    [Fact]
    public void CoreAssembly_References_OnlyTheFramework()
    {
        var referenced = typeof(CanonicalValue).Assembly.GetReferencedAssemblies().Select(assembly => assembly.Name).ToList();

        Assert.NotEmpty(referenced);
        Assert.All(referenced, name => Assert.True(File.Exists(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), $"{name}.dll")), name));
    }

    /// <summary>A property asks nobody: it tells what is known already.</summary>
    [Fact]
    public void Ports_EveryMethod_TakesACancellationTokenLast() => Assert.All(
        typeof(CanonicalValue).Assembly.GetExportedTypes().Where(type => type.IsInterface).SelectMany(port => port.GetMethods()).Where(method => !method.IsSpecialName),
        method => Assert.Equal(typeof(CancellationToken), method.GetParameters().LastOrDefault()?.ParameterType));
}
